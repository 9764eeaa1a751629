import type { StoredFile } from "../../backend/contract/files.ts";
import type { App } from "./app.ts";
import type { Ready } from "./boot.ts";
import { type Pasted, readPaste } from "./clipboard.ts";
import type { Attachment } from "./composer.ts";
import { Failure, toFailure } from "./failure.ts";
import { isUpload, readTextFile, requireKinds, requireWithin } from "./files.ts";
import type { Translate } from "./messages.ts";
import { sampleMail } from "./sample-mail.ts";
import { whenReady } from "./starting.ts";

/** Turns a paste into a chip; false where it belongs into the composer as typed text. */
export function attachPaste(app: App, data: Pick<DataTransfer, "getData">): boolean {
  const pasted = readPaste(data, new DOMParser());
  if (!pasted) return false;
  void attaching(app, async ({ meta }) => {
    requireWithin(pasted.text, meta.limits.maxSourceBytes);
    return textAttachment(pasteTitle(app, pasted), pasted.text);
  });
  return true;
}

/** A text is read here; anything else, and several at once, by the server. */
export function attachFiles(app: App, files: readonly File[]): Promise<void> {
  const [file, ...more] = files;
  if (!file) return Promise.resolve();
  return attaching(app, async ({ meta }) => {
    requireKinds(files);
    if (more.length > 0 || isUpload(file)) return uploaded(app, files);
    const text = await readTextFile(file, meta.limits.maxSourceBytes);
    const title = app.translate()("composer.file", { name: file.name, size: sizeOf(text.length) });
    return { title, from: { source: { kind: "file", text, title: file.name.slice(0, 200) } } };
  });
}

async function uploaded(app: App, files: readonly File[]): Promise<Attachment> {
  const t = app.translate();
  const { items } = await app.api.uploadFiles(files);
  const [only] = items;
  if (!only) throw new Failure({ code: "internal" });
  if (items.length > 1) {
    const fileIds = items.map(({ id }) => id);
    return {
      title: t("composer.files", { count: items.length }),
      note: items.map((file) => [file.name, ...remarksOn(file, t)].join(": ")).join("\n"),
      from: { source: { kind: "file", fileIds } },
    };
  }
  const { id, name, pages, bytes } = only;
  const title =
    pages === undefined
      ? t("composer.file", { name, size: sizeOf(bytes) })
      : t("composer.pages", { name, count: pages });
  const note = remarksOn(only, t).join("\n");
  return { title, ...(note === "" ? {} : { note }), from: { source: { kind: "file", fileId: id } } };
}

/** What was not read of a file, or perhaps not rightly. */
function remarksOn({ pagesWithoutText = [], encoding }: StoredFile, t: Translate): string[] {
  const count = pagesWithoutText.length;
  return [
    ...(count === 0 ? [] : [t("composer.pictures", { count, pages: pagesWithoutText.join(", ") })]),
    ...(encoding === undefined ? [] : [t("composer.encoding", { encoding })]),
  ];
}

export function attachSelection(app: App): Promise<void> {
  return attaching(app, async ({ meta }) => {
    const read = await app.script.call("readSelection", { maxCells: meta.limits.maxRangeCells });
    if (read.values.every((row) => row.every((value) => value === ""))) {
      throw new Failure({ code: "empty-selection" });
    }
    requireWithin(read.values.map((row) => row.join("\t")).join("\n"), meta.limits.maxSourceBytes);
    const title = `${read.sheet}!${read.a1}`.slice(0, 200);
    return { title: read.a1, from: { source: { kind: "range", values: read.values, a1: read.a1, title } } };
  });
}

/** The columns of the table at the selection become the wanted ones. Only its headers leave the sheet. */
export async function attachHeaders(app: App): Promise<void> {
  try {
    const found = await app.script.call("readTableHeaders", {});
    const names = new Set(found?.headers.map((header) => header.trim()).filter((header) => header !== ""));
    if (!found || names.size === 0) throw new Failure({ code: "no-headers" });
    const columns = [...names].map((name) => ({ name: name.slice(0, 200) }));
    app.store.dispatch({ type: "columns-attached", columns: { sheet: found.sheet, columns } });
  } catch (error) {
    app.store.dispatch({ type: "notice-shown", failure: toFailure(error) });
  }
}

export function attachSample(app: App): void {
  const t = app.translate();
  app.store.dispatch({ type: "attached", attachment: textAttachment(t("chat.sampleTitle"), sampleMail) });
  app.store.dispatch({ type: "typed", text: t("chat.samplePrompt") });
}

async function attaching(app: App, read: (ready: Ready) => Promise<Attachment>): Promise<void> {
  const { dispatch } = app.store;
  try {
    dispatch({ type: "attached", attachment: await read(await whenReady(app)) });
  } catch (error) {
    dispatch({ type: "notice-shown", failure: toFailure(error) });
  }
}

function textAttachment(title: string, text: string): Attachment {
  return { title, from: { source: { kind: "text", text, title } } };
}

function pasteTitle(app: App, pasted: Pasted): string {
  const t = app.translate();
  return pasted.kind === "table"
    ? t("composer.pastedTable", { rows: pasted.shape.rows, columns: pasted.shape.columns })
    : t("composer.pastedText", { size: sizeOf(pasted.text.length) });
}

function sizeOf(length: number): string {
  const kilobytes = length / 1024;
  return kilobytes < 1_000
    ? `${Math.max(1, Math.round(kilobytes))} KB`
    : `${(kilobytes / 1024).toFixed(1)} MB`;
}
