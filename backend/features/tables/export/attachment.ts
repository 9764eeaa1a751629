const MOST_CHARACTERS = 100;

/** A Content-Disposition that saves a file under a title, also where the title is not ASCII (RFC 6266, RFC 8187). */
export function attachment(title: string, extension: string): string {
  const safe = title
    .replace(/[\p{C}\\/:*?"<>|%]/gu, " ")
    .trim()
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();
  const name = `${safe || "table"}.${extension}`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${name.replace(/[^ -~]/g, "_")}"; filename*=UTF-8''${encoded}`;
}
