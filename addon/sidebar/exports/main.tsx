import { ExportScreen } from "./ExportScreen.tsx";

declare const __SHARED__: string;

// Of another build than the page, the places in its list would be others.
if (globalThis.rowsmith.stamp === __SHARED__) globalThis.rowsmith.parts.exports = ExportScreen;
