/** Digits as a cell writes them, read: `text` is a plain decimal that `Number` takes. */
export interface Digits {
  text: string;
  /** The other reading was as good: "1.250" may be a thousand or one and a quarter. */
  ambiguous: boolean;
  /** The decimal sign that the text proves, whatever its locale. */
  proves: "." | "," | null;
}

export interface DigitsContext {
  decimal: "." | ",";
  /** The column's other cells decided `decimal`. */
  decided?: boolean;
  /** The column's other cells contradict each other: neither its type nor the locale decides. */
  mixed?: boolean;
  /** Three digits after a single sign are thousands where either reading is possible. */
  preferGroups?: boolean;
  /** There are no decimals of it at all, as of yen. */
  onlyGroups?: boolean;
}

/** A number's digits with their signs; a point that closes an abbreviation ("Rs.500") is none of them. */
export const digitRun =
  "(?:(?<![\\p{L}\\d])[.,\\u066B])?\\d+(?:(?:[.,'\\u066B\\u066C]| (?=\\d{3}(?!\\d)))\\d+)*(?:[eE][+-]?\\d{1,3}(?![\\p{L}\\d.,]))?";
const plain = /^\d+$/;
const oneSign = /^(\d+)([.,])(\d+)$/;
const scientific = /^(\d+)(?:[.,](\d+))?[eE]([+-]?)(\d{1,3})$/;
const westernGroups = /^\d{1,3}(?:\D\d{3})+$/;
const indianGroups = /^\d{1,2}(?:\D\d{2})*\D\d{3}$/;

/** Reads digits with their grouping and decimal signs; null where they are no one number. */
export function readDigits(text: string, context: DigitsContext): Digits | null {
  if (plain.test(text)) return sure(text, null);
  const [, head, sign, tail = ""] = oneSign.exec(text) ?? [];
  if (head !== undefined && tail.length !== 3) return sure(`${head}.${tail}`, sign === "," ? "," : ".");
  return readSigned(text, context);
}

function readSigned(text: string, context: DigitsContext): Digits | null {
  const arabic = /[\u066B\u066C]/.test(text);
  const body = arabic ? text.replaceAll(".", "?").replaceAll("\u066B", ".").replaceAll("\u066C", "'") : text;
  const power = scientific.exec(body);
  if (power) return readScientific(power);
  if (!/^[\d.,' ]*\d$/.test(body)) return null;
  const points = body.split(".").length - 1;
  const commas = body.split(",").length - 1;
  if (points > 0 && commas > 0) return readMixed(body, points, commas);
  const sign = points > 0 ? "." : ",";
  const count = points + commas;
  if (count === 0) return grouped(body, null);
  if (count > 1) return /[' ]/.test(body) ? null : grouped(body, sign === "." ? "," : ".");
  return readSingle(body, sign, context);
}

/** "1E5" alone may as well be a name: a room, a part. */
function readScientific([, whole, fraction, sign, exponent]: RegExpExecArray): Digits {
  const text = `${whole}.${fraction ?? "0"}e${sign}${exponent}`;
  return { text, ambiguous: fraction === undefined && sign === "", proves: null };
}

function readMixed(body: string, points: number, commas: number): Digits | null {
  const decimal = body.lastIndexOf(".") > body.lastIndexOf(",") ? "." : ",";
  if ((decimal === "." ? points : commas) > 1 || /[' ]/.test(body)) return null;
  return withFraction(body, decimal);
}

/** One point or one comma: the text decides unless exactly three digits follow it. */
function readSingle(body: string, sign: "." | ",", context: DigitsContext): Digits | null {
  const [head = "", tail = ""] = body.split(sign);
  const couldGroup = tail.length === 3 && /^[1-9]\d{0,2}$/.test(head);
  if (!couldGroup) return withFraction(body, sign);
  if (context.onlyGroups === true) return sure(head + tail, null);
  const byLocale = sign !== context.decimal;
  const asGroup = byLocale || (context.preferGroups === true && context.decided !== true);
  const isPlain = context.preferGroups === true && byLocale && context.mixed !== true;
  const ambiguous = context.decided !== true && !isPlain;
  return { text: asGroup ? head + tail : `${head}.${tail}`, ambiguous, proves: null };
}

function withFraction(body: string, decimal: "." | ","): Digits | null {
  const at = body.lastIndexOf(decimal);
  const fraction = body.slice(at + 1);
  if (!plain.test(fraction)) return null;
  const whole = at === 0 ? "0" : grouped(body.slice(0, at), null)?.text;
  return whole === undefined ? null : sure(`${whole}.${fraction}`, decimal);
}

function grouped(body: string, proves: "." | "," | null): Digits | null {
  if (plain.test(body)) return sure(body, proves);
  const signs = new Set(body.replace(/\d/g, ""));
  const fits = westernGroups.test(body) || (signs.has(",") && indianGroups.test(body));
  return signs.size === 1 && fits && !body.startsWith("0") ? sure(body.replace(/\D/g, ""), proves) : null;
}

function sure(text: string, proves: "." | "," | null): Digits {
  return { text, ambiguous: false, proves };
}
