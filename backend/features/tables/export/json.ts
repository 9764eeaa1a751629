import type { Cell, Column } from "../../../contract/cells.ts";
import type { TableRow } from "../../../contract/tables.ts";

type Pages = AsyncIterable<TableRow[]>;

/** A row as a record by its columns' names, beside its cells with what the text said and where. */
function* recordsOf(columns: Column[], page: TableRow[]): Generator<string> {
  for (const { id, cells } of page) {
    const values = Object.fromEntries(
      columns.map(({ name }, at): [string, Cell["value"]] => [name, cells[at]?.value ?? null]),
    );
    yield JSON.stringify({ id, values, cells });
  }
}

/** One document, `{"table": …, "rows": […]}`. */
export async function* writeJson(
  table: { columns: Column[] } & Record<string, unknown>,
  pages: Pages,
): AsyncGenerator<string> {
  yield `{"table":${JSON.stringify(table)},"rows":[`;
  let separator = "\n";
  for await (const page of pages) {
    yield separator + [...recordsOf(table.columns, page)].join(",\n");
    separator = ",\n";
  }
  yield "\n]}\n";
}

/** A row a line. */
export async function* writeNdjson(columns: Column[], pages: Pages): AsyncGenerator<string> {
  for await (const page of pages) {
    yield [...recordsOf(columns, page)].map((record) => `${record}\n`).join("");
  }
}
