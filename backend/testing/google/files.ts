import type { Context } from "hono";
import type { Tokens } from "./oauth.ts";
import { newWorkbook, Refusal, type Workbook } from "./workbook.ts";

const SCOPE = "https://www.googleapis.com/auth/drive.file";

/** The spreadsheets of all accounts, each behind its owner's token, as the scope `drive.file` opens them. */
export class Files {
  readonly all = new Map<string, Workbook>();
  readonly now: () => Date;
  readonly #tokens: Tokens;

  constructor(tokens: Tokens, now: () => Date) {
    this.#tokens = tokens;
    this.now = now;
  }

  make(context: Context, title: string): Workbook {
    const workbook = newWorkbook(this.#subject(context), title, this.now());
    this.all.set(workbook.id, workbook);
    return workbook;
  }

  read(context: Context, id: string): Workbook {
    const subject = this.#subject(context);
    const workbook = this.all.get(id);
    if (workbook?.owner === subject) return workbook;
    throw new Refusal("Requested entity was not found.", 404);
  }

  write(context: Context, id: string): Workbook {
    const workbook = this.read(context, id);
    if (workbook.access === "reader") throw new Refusal("The caller does not have permission", 403);
    return workbook;
  }

  /** The newest change first. */
  list(context: Context): Workbook[] {
    const subject = this.#subject(context);
    return [...this.all.values()]
      .filter(({ owner, trashed }) => owner === subject && !trashed)
      .sort((left, right) => right.modifiedAt.getTime() - left.modifiedAt.getTime());
  }

  #subject(context: Context): string {
    const token = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
    const grant = this.#tokens.ofAccess(token);
    if (grant === null) {
      throw new Refusal(
        "Request had invalid authentication credentials. Expected OAuth 2 access token.",
        401,
      );
    }
    if (!grant.scope.split(" ").includes(SCOPE)) {
      throw new Refusal("Request had insufficient authentication scopes.", 403);
    }
    return grant.account.sub;
  }
}
