/**
 * Prints how many output tokens (o200k) a cell takes as rows of our answer, and in the forms that others ask for. Ends
 * with 1 where a table of everyday values takes more of what objects take than the bar.
 */
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import Papa from "papaparse";
import { answerText } from "../testing/model-answer.ts";

const ROWS = 100;
/** Of what objects with names take. */
const BAR = 0.6;

type Cells = (string | null)[];
interface Sample {
  title: string;
  /** Its values cost so much in every form that not even bare lines of CSV keep to the bar. */
  long?: true;
  columns: { name: string; type: string }[];
  row(n: number): Cells;
}

const cities = ["Köln", "Berlin", "Hamburg", "München", "Leipzig"];
const firms = ["Nordwind Logistik GmbH", "Bäckerei Sommer", "Kessler & Söhne KG", "Arkaden Immobilien AG"];
const countries = ["Germany", "United States", "France", "Netherlands", "Japan"];
const samples: Sample[] = [
  {
    title: "Rechnungen",
    columns: [
      { name: "Rechnungsnummer", type: "id" },
      { name: "Rechnungsdatum", type: "date" },
      { name: "Lieferant", type: "text" },
      { name: "Nettobetrag", type: "currency" },
      { name: "Umsatzsteuer", type: "percent" },
      { name: "Gesamtbetrag", type: "currency" },
      { name: "Fällig am", type: "date" },
    ],
    row: (n) => [
      ...[`RE-2026-${String(n * 17).padStart(4, "0")}`, `${(n % 28) + 1}.${(n % 12) + 1}.2026`],
      ...[firms[n % firms.length] ?? "", `${(n * 83.5).toFixed(2).replace(".", ",")} €`, "19 %"],
      ...[`${(n * 99.37).toFixed(2).replace(".", ",")} €`, n % 5 === 0 ? null : `${(n % 28) + 1}.12.2026`],
    ],
  },
  {
    title: "Orders",
    columns: [
      { name: "Order number", type: "id" },
      { name: "Order date", type: "date" },
      { name: "Customer number", type: "id" },
      { name: "Shipping country", type: "text" },
      { name: "Number of items", type: "integer" },
      { name: "Order total", type: "currency" },
      { name: "Payment status", type: "text" },
    ],
    row: (n) => [
      ...[`SO-${10_400 + n}`, `${(n % 12) + 1}/${(n % 28) + 1}/2026`, `${70_000 + n * 31}`],
      ...[countries[n % countries.length] ?? "", `${(n % 9) + 1}`, `$${(n * 17.35 + 5).toFixed(2)}`],
      n % 4 === 0 ? "pending" : "paid",
    ],
  },
  {
    title: "Contacts",
    long: true,
    columns: [
      ...["First name", "Last name", "Email address", "Phone number", "City"].map((name) => ({
        name,
        type: "text",
      })),
      { name: "Customer since", type: "date" },
    ],
    row: (n) => [
      ...[`Anna${n}`, "Schneider", `anna.schneider${n}@example.com`, `+49 221 ${4_000_000 + n * 37}`],
      ...[cities[n % cities.length] ?? "", `20${10 + (n % 15)}-0${(n % 9) + 1}-1${n % 10}`],
    ],
  },
  {
    title: "Stock",
    long: true,
    columns: [
      { name: "Article number", type: "id" },
      { name: "Description", type: "text" },
      { name: "Quantity", type: "integer" },
      { name: "Unit price", type: "currency" },
      { name: "In stock", type: "boolean" },
      { name: "Warehouse", type: "enum" },
    ],
    row: (n) => [
      ...[`${4_006_381_000_000 + n * 7}`, `Hex bolt M${(n % 12) + 4} × ${n + 10}, zinc plated`, `${n * 12}`],
      ...[`$${(n * 0.37 + 1).toFixed(2)}`, n % 3 === 0 ? "no" : "yes", `Hall ${"ABC"[n % 3]}`],
    ],
  },
  {
    title: "Monthly figures",
    columns: [
      { name: "Month", type: "date" },
      ...["Revenue (EUR)", "Cost of goods sold", "Operating expenses", "Net income"].map((name) => ({
        ...{ name, type: "currency" },
      })),
      { name: "Gross margin", type: "percent" },
      { name: "Number of orders", type: "integer" },
    ],
    row: (n) => [
      `${2020 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`,
      ...[n * 1_237, n * 611, n * 204, n * 89].map((amount) => amount.toLocaleString("en-US")),
      ...[`${30 + (n % 20)}%`, `${n * 13}`],
    ],
  },
];

for (const { title, columns, row, long } of samples) {
  const rows = Array.from({ length: ROWS }, (_, n) => row(n + 1));
  const names = columns.map(({ name }) => name);
  const pipes = (cells: Cells) => `| ${cells.map((cell) => cell ?? "").join(" | ")} |`;
  const forms = {
    "rows as arrays (ours)": answerText({ reply: "", tables: [{ title, columns, rows }] }, {}),
    "objects with names": JSON.stringify({
      [title]: rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [names[at], cell]))),
    }),
    CSV: Papa.unparse([names, ...rows]),
    Markdown: [names, names.map(() => "---"), ...rows].map(pipes).join("\n"),
    "CSV without its head": Papa.unparse(rows),
    "values, nothing between": rows.flat().join(""),
  };
  const tokens = Object.entries(forms).map(([form, text]) => ({ form, count: encode(text).length }));
  const objects = tokens.find(({ form }) => form.startsWith("objects"))?.count ?? 1;
  const share = (tokens[0]?.count ?? 0) / objects;
  const csv = (tokens.find(({ form }) => form === "CSV")?.count ?? 0) / objects;
  const isWithin = share <= BAR;
  const excuse = long && csv > BAR ? `, as bare CSV is at ${csv.toFixed(3)}: its values are long` : "";
  if (!isWithin && excuse === "") process.exitCode = 1;
  const verdict = `${isWithin ? "within" : "ABOVE"} ${BAR}${excuse}`;
  console.info(
    `${title}, ${ROWS} rows of ${columns.length} cells: ours takes ${share.toFixed(3)} of objects, ${verdict}`,
  );
  for (const { form, count } of tokens) {
    const cell = (count / ROWS / columns.length).toFixed(1);
    console.info(`  ${form.padEnd(24)} ${cell} tokens a cell, ${(count / objects).toFixed(3)} of objects`);
  }
}
