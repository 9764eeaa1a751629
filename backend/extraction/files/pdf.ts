import { extractTextItems, getDocumentProxy, getMeta } from "unpdf";
import { FileError, type FileLimits, type FileText, requireText } from "./file-text.ts";
import { layOutPage } from "./pdf-layout.ts";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Pages end in it; the page of a place in the text is the number of those before it, and one. */
export const PAGE_END = "\n\f\n";

/**
 * The text layer of a PDF, page by page. Throws `file-encrypted`, `file-damaged`, `file-too-many-pages`, and
 * `file-picture` where no page has text.
 */
export async function readPdf(bytes: Uint8Array, limits: FileLimits): Promise<FileText> {
  const pdf = await open(bytes);
  if (pdf.numPages > limits.maxPages) {
    const detail = `It has ${pdf.numPages} pages; at most ${limits.maxPages} (MAX_FILE_PAGES) are read.`;
    throw new FileError("file-too-many-pages", detail);
  }
  const { items } = await extractTextItems(pdf).catch(damaged);
  const pages = items.map(layOutPage);
  const pagesWithoutText = pages.flatMap((page, at) => (page.trim() === "" ? at + 1 : []));
  if (pagesWithoutText.length === pages.length) throw new FileError("file-picture");
  const text = pages.join(PAGE_END);
  requireText(text, limits);
  return {
    ...{ kind: "pdf", title: await titleOf(pdf), text, sections: null, pages: pages.length },
    ...(pagesWithoutText.length > 0 ? { pagesWithoutText } : {}),
  };
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") throw new FileError("file-encrypted");
    return damaged(error);
  }
}

async function titleOf(pdf: Pdf): Promise<string | null> {
  const { info } = await getMeta(pdf).catch(damaged);
  const title: unknown = info.Title;
  return typeof title === "string" && title.trim() !== "" ? title.trim() : null;
}

function damaged(error: unknown): never {
  throw new FileError("file-damaged", undefined, error);
}
