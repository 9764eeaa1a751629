/** A table as a stand-in answers it; what the request's schema asks for beyond it is filled in. */
export interface AnswerTable {
  title: string;
  dataType?: string;
  columns?: { name: string; type: string; origin?: "quoted" | "derived" }[];
  columnTypes?: string[];
  onePerRecord?: boolean;
  expectedRows?: number | null;
  rows: (string | null)[][];
}

/** A string is sent as it is, whatever was asked for. */
export type ModelAnswer = string | { reply: string; tables: AnswerTable[] };

/** The answer's text, its members in the order of the schema that the request carries. */
export function answerText(answer: ModelAnswer, schema: unknown): string {
  if (typeof answer === "string") return answer;
  if (schema === null) return answer.reply;
  const isNamed = JSON.stringify(schema).includes('"columnTypes"');
  const tables = answer.tables.map((table) => ({
    title: table.title,
    dataType: table.dataType ?? "record",
    ...(isNamed ? { columnTypes: typesOf(table) } : columnsOf(table)),
    onePerRecord: table.onePerRecord ?? true,
    expectedRows: table.expectedRows === undefined ? table.rows.length : table.expectedRows,
    rows: table.rows,
  }));
  return JSON.stringify({ reply: answer.reply, tables });
}

function typesOf(table: AnswerTable): string[] {
  return (
    table.columnTypes ?? table.columns?.map(({ type }) => type) ?? table.rows[0]?.map(() => "text") ?? []
  );
}

function columnsOf(table: AnswerTable) {
  const columns = table.columns ?? [];
  const derived = columns.filter(({ origin }) => origin === "derived");
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    derivedColumns: derived.map(({ name }) => name),
  };
}
