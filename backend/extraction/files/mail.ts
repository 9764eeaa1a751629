import PostalMime, { type Address } from "postal-mime";
import { FileError, type FileLimits, type FileText, requireText } from "./file-text.ts";

/** A mail's head, its body and the names of what is attached. A body in HTML is taken where it holds a table. */
export async function readMail(bytes: Uint8Array, limits: FileLimits): Promise<FileText> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 50 }).catch((error: unknown) => {
    throw new FileError("file-damaged", undefined, error);
  });
  const plain = mail.text?.trim() ?? "";
  const html = mail.html?.trim() ?? "";
  const body = html !== "" && (plain === "" || /<table\b/i.test(html)) ? html : plain;
  const head = [
    ["From", mail.from && nameOf(mail.from)],
    ["To", mail.to?.map(nameOf).join(", ")],
    ["Date", mail.date],
    ["Subject", mail.subject],
  ].flatMap(([label, value]) => (value ? [`${label}: ${value.replace(/\s+/g, " ")}`] : []));
  const attached = mail.attachments.flatMap(({ filename }) => filename ?? []);
  if (body === "" && attached.length === 0 && head.length === 0) throw new FileError("file-empty");
  const text = [head.join("\n"), body, attached.length > 0 ? `Attachments: ${attached.join(", ")}` : ""]
    .filter((part) => part !== "")
    .join("\n\n");
  requireText(text, limits);
  return { kind: "mail", title: mail.subject ?? null, text, sections: null };
}

function nameOf({ name, address, group }: Address): string {
  if (group) return group.map(nameOf).join(", ");
  return name && address ? `${name} <${address}>` : name || address || "";
}
