/** OpenAI's limits on a schema of structured outputs, strict mode ("Supported schemas", as of 2026). */
export const strictLimits = {
  properties: 5_000,
  levels: 10,
  enumValues: 1_000,
  /** Names of properties and values of enums together. */
  characters: 120_000,
} as const;

export interface Schema {
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean;
  items?: Schema;
  enum?: readonly string[];
  description?: string;
}

const keywords = new Set<string>([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "description",
]);

/** Why a strict server would refuse the schema, or null. */
export function strictFault(schema: Schema): string | null {
  if (schema.type !== "object") return "the root is not an object";
  const sum = { properties: 0, enumValues: 0, characters: 0 };
  const fault = visit(schema, 1, sum);
  if (fault !== null) return fault;
  for (const name of ["properties", "enumValues", "characters"] as const) {
    if (sum[name] > strictLimits[name]) return `${name}: ${sum[name]} of at most ${strictLimits[name]}`;
  }
  return null;
}

function visit(
  schema: Schema,
  level: number,
  sum: { properties: number; enumValues: number; characters: number },
): string | null {
  const unknown = Object.keys(schema).find((keyword) => !keywords.has(keyword));
  if (unknown !== undefined) return `the keyword ${unknown} is not supported`;
  if (level > strictLimits.levels) return `levels: more than ${strictLimits.levels}`;
  const { properties, items, enum: values = [] } = schema;
  sum.enumValues += values.length;
  sum.characters += values.join("").length;
  if (items !== undefined) return visit(items, level + 1, sum);
  if (properties === undefined) return null;
  const names = Object.keys(properties);
  sum.properties += names.length;
  sum.characters += names.join("").length;
  if (schema.additionalProperties !== false) return "additionalProperties is not false";
  if (names.join() !== schema.required?.join()) return "not all properties are required";
  for (const child of Object.values(properties)) {
    const fault = visit(child, level + 1, sum);
    if (fault !== null) return fault;
  }
  return null;
}
