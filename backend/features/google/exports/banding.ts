import type { TemplateFormatting } from "../../../contract/templates.ts";

type Banding = NonNullable<TemplateFormatting["banding"]>;

/** Of Sheets' own themes: the header, and the two kinds of rows. */
export const bandingColours: Record<Banding, [header: string, first: string, second: string]> = {
  "light-grey": ["#bdbdbd", "#ffffff", "#f3f3f3"],
  cyan: ["#4dd0e1", "#ffffff", "#e0f7fa"],
  green: ["#63d297", "#ffffff", "#e7f9ef"],
  yellow: ["#f7cb4d", "#ffffff", "#fef8e3"],
  orange: ["#f46524", "#ffffff", "#ffe6dd"],
  blue: ["#5b95f9", "#ffffff", "#e8f0fe"],
  teal: ["#26a69a", "#ffffff", "#ddf2f0"],
  grey: ["#78909c", "#ffffff", "#ebeff1"],
  brown: ["#cca677", "#ffffff", "#f8f2eb"],
};
