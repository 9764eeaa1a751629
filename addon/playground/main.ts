import { installFakes } from "./fakes/install.ts";
import { createFrameHost } from "./frame-host.ts";
import { keepIdentityToken } from "./identity.ts";
import { createInspector } from "./inspect.ts";
import { createPage } from "./page.ts";
import { loadScript } from "./script.ts";
import { betweenCalls, createCaller, emptyProperties } from "./script-calls.ts";
import { openStorage } from "./storage.ts";
import { textsFor } from "./texts.ts";
import { createUniver, numberLocale } from "./univer.ts";
import { createUniverGrid } from "./univer-grid.ts";
import { openWorkbook } from "./workbook.ts";
import "./page.css";

/** `?locale=de_DE&timeZone=Europe/Berlin`: the spreadsheet's, the browser's own where they are not given. */
function readPlace(): { locale: string; language: string; timeZone: string } {
  const query = new URLSearchParams(location.search);
  const asked = (query.get("locale") ?? navigator.language).replace("_", "-");
  const { language, region } = new Intl.Locale(asked).maximize();
  const timeZone = query.get("timeZone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { locale: `${language}_${region}`, language, timeZone };
}

async function start(
  place: ReturnType<typeof readPlace>,
  page: ReturnType<typeof createPage>,
): Promise<void> {
  const texts = textsFor(place.language);
  const { api, protection } = createUniver(page.sheet, place.language);
  const [config, code, sidebar, large, jobs, exporting, identityToken, storage] = await Promise.all([
    fetchOk("/playground/config").then((response) => response.json() as Promise<PlaygroundConfig>),
    fetchOk("/Code.js").then((response) => response.text()),
    fetchOk("/Sidebar.html").then((response) => response.text()),
    fetchOk("/Window.html").then((response) => response.text()),
    fetchOk("/Jobs.html").then((response) => response.text()),
    fetchOk("/Exports.html").then((response) => response.text()),
    keepIdentityToken(),
    openStorage("rowsmith-playground"),
  ]);
  const replace = await openWorkbook(api, storage, {
    spreadsheet: texts.untitled,
    sheet: texts.sheet,
    numberLocale: numberLocale(place.language),
  });

  const properties = emptyProperties();
  const { globals, calls } = installFakes(createUniverGrid({ api, protection, ...place }), {
    email: config.email,
    language: navigator.language,
    files: { Sidebar: sidebar, Window: large, Jobs: jobs, Exports: exporting },
    identityToken,
    properties,
    onSidebar(html, title) {
      frame.show(html, title);
      page.sidebarShown(title);
    },
    onDialog(html, title, size) {
      page.windowShown(title, size);
      window.show(html, title);
    },
  });
  const script = await loadScript(code, globals);
  const pages = {
    origin: config.frameOrigin,
    call: createCaller(script, properties, storage),
    onFocusEditor: () => page.sheet.querySelector<HTMLElement>("[contenteditable]")?.focus(),
  };
  const frame = createFrameHost({
    ...pages,
    container: page.frame,
    name: "rowsmith-sidebar",
    onClose: closeSidebar,
  });
  const window = createFrameHost({
    ...pages,
    container: page.windowFrame,
    name: "rowsmith-window",
    onClose: page.windowHidden,
  });
  page.onWindowClosed(() => {
    window.close();
    frame.focus();
  });

  function closeSidebar(): void {
    frame.close();
    page.sidebarHidden();
  }

  page.onToggle((isOpen) => (isOpen ? closeSidebar() : script.showSidebar()));
  page.onReplace(async () => {
    closeSidebar();
    await betweenCalls(replace);
    script.showSidebar();
  });
  globalThis.playground = createInspector(api, calls.names);
  script.onOpen({});
  script.showSidebar();

  const meta = (await fetchOk("/api/v1/meta").then((response) => response.json())) as Model;
  page.showModel(meta.engine === "openai" ? meta.model : null);
}

/** What the page reads of the backend's `GET /meta`. */
interface Model {
  engine: string;
  model: string | null;
}

interface PlaygroundConfig {
  frameOrigin: string;
  email: string;
}

async function fetchOk(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response;
}

const place = readPlace();
const page = createPage(textsFor(place.language), place.language);
start(place, page).catch((error: unknown) => {
  console.error(error);
  page.showFault(error instanceof Error ? error.message : String(error));
});
