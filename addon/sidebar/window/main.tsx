import { render } from "preact";
import { emptyComposer } from "../composer.ts";
import { createApp, readOpener } from "../create-app.ts";
import { defaultPreferences } from "../preferences.ts";
import { start } from "../starting.ts";
import type { WindowOrder } from "../window-view.ts";
import { WindowPage } from "./WindowPage.tsx";

const { order } = readOpener({ order: "null" });
const { view, ...preferences } = JSON.parse(order) as WindowOrder;
const app = createApp({
  preferences: { ...defaultPreferences, ...preferences },
  draft: emptyComposer,
  shelf: null,
});
const root = document.getElementById("root");
if (root) render(<WindowPage app={app} view={view} />, root);
void start(app);
