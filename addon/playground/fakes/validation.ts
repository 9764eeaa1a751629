import type { GridRule } from "../grid.ts";
import { isDate } from "./typed-in.ts";
import { dateToSerial } from "./zone.ts";

type Criterion = Pick<GridRule, "criteria" | "values">;

/** The stand-ins of `SpreadsheetApp.DataValidationCriteria` that rules can have. */
export const validationCriteria = Object.fromEntries(
  [
    "VALUE_IN_LIST",
    "VALUE_IN_RANGE",
    "CHECKBOX",
    "CUSTOM_FORMULA",
    ...["BETWEEN", "NOT_BETWEEN", "EQUAL_TO", "NOT_EQUAL_TO"].map((name) => `NUMBER_${name}`),
    ...["GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO", "LESS_THAN", "LESS_THAN_OR_EQUAL_TO"].map(
      (name) => `NUMBER_${name}`,
    ),
    ...["IS_VALID_DATE", "AFTER", "ON_OR_AFTER", "BEFORE", "ON_OR_BEFORE", "BETWEEN", "EQUAL_TO"].map(
      (name) => `DATE_${name}`,
    ),
    ...["CONTAINS", "DOES_NOT_CONTAIN", "EQUAL_TO", "IS_VALID_EMAIL", "IS_VALID_URL"].map(
      (name) => `TEXT_${name}`,
    ),
  ].map((name) => [name, name]),
);

/** Whether a rule takes a value, dates being serial numbers. A formula of its own is `=TRUE` or refuses. */
export function ruleTakes({ criteria, values }: Criterion, value: unknown, timeZone: string): boolean {
  const [first, second] = values.map((each) => (isDate(each) ? dateToSerial(each, timeZone) : each));
  const number = typeof value === "number" ? value : Number.NaN;
  const [low, high] = [Number(first), Number(second)];
  const text = String(value);
  switch (criteria.replace(/^(NUMBER|DATE)_(?=BETWEEN|EQUAL)/, "")) {
    case "VALUE_IN_LIST":
    case "VALUE_IN_RANGE":
      return values.some((each) => String(each) === text);
    case "CHECKBOX":
      return values.length > 0 ? values.includes(value as string) : typeof value === "boolean";
    case "CUSTOM_FORMULA":
      return first === "=TRUE";
    case "BETWEEN":
      return number >= low && number <= high;
    case "NUMBER_NOT_BETWEEN":
      return number < low || number > high;
    case "EQUAL_TO":
      return number === low;
    case "NUMBER_NOT_EQUAL_TO":
      return number !== low && !Number.isNaN(number);
    case "NUMBER_GREATER_THAN":
    case "DATE_AFTER":
      return number > low;
    case "NUMBER_GREATER_THAN_OR_EQUAL_TO":
    case "DATE_ON_OR_AFTER":
      return number >= low;
    case "NUMBER_LESS_THAN":
    case "DATE_BEFORE":
      return number < low;
    case "NUMBER_LESS_THAN_OR_EQUAL_TO":
    case "DATE_ON_OR_BEFORE":
      return number <= low;
    case "DATE_IS_VALID_DATE":
      return !Number.isNaN(number);
    case "TEXT_CONTAINS":
      return text.includes(String(first));
    case "TEXT_DOES_NOT_CONTAIN":
      return !text.includes(String(first));
    case "TEXT_EQUAL_TO":
      return text === String(first);
    case "TEXT_IS_VALID_EMAIL":
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
    case "TEXT_IS_VALID_URL":
      return /^https?:\/\/\S+$/i.test(text);
    default:
      throw new Error(`The stand-in of data validation does not know ${criteria}`);
  }
}

/** The stand-in of a rule that was built. */
export interface FakeRule {
  getAllowInvalid(): boolean;
  getCriteriaType(): string;
  getCriteriaValues(): unknown[];
}

export function createRule({ criteria, values, rejects }: Omit<GridRule, "rect">): FakeRule {
  return {
    getAllowInvalid: () => !rejects,
    getCriteriaType: () => criteria,
    getCriteriaValues: () => (criteria === "VALUE_IN_LIST" ? [values.map(String), true] : values),
  };
}

/** The stand-in of `newDataValidation`. */
export function createRuleBuilder(): object {
  const rule: Omit<GridRule, "rect"> = { criteria: "VALUE_IN_LIST", values: [], rejects: true };
  const require = (criteria: string, values: GridRule["values"]) => {
    Object.assign(rule, { criteria, values });
    return builder;
  };
  const builder = {
    requireValueInList: (values: string[]) => require("VALUE_IN_LIST", values),
    requireCheckbox: () => require("CHECKBOX", []),
    requireNumberBetween: (low: number, high: number) => require("NUMBER_BETWEEN", [low, high]),
    requireNumberGreaterThan: (low: number) => require("NUMBER_GREATER_THAN", [low]),
    requireDate: () => require("DATE_IS_VALID_DATE", []),
    requireDateAfter: (date: Date) => require("DATE_AFTER", [date]),
    requireTextIsEmail: () => require("TEXT_IS_VALID_EMAIL", []),
    requireFormulaSatisfied: (formula: string) => require("CUSTOM_FORMULA", [formula]),
    setAllowInvalid(isAllowed: boolean) {
      rule.rejects = !isAllowed;
      return builder;
    },
    build: () => createRule({ ...rule }),
  };
  return builder;
}
