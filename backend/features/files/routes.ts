import { createHash } from "node:crypto";
import { createRoute } from "@hono/zod-openapi";
import type { HonoRequest } from "hono";
import * as z from "zod";
import { FileList } from "../../contract/files.ts";
import type { Upload } from "../../extraction/files/read-file.ts";
import type { Deps } from "../../platform/deps.ts";
import { once } from "../../platform/idempotency.ts";
import { bearer, jsonAnswer, problemAnswers } from "../../platform/openapi.ts";
import { ProblemError } from "../../platform/problem.ts";
import { createRouter, userOf } from "../../platform/router.ts";
import { authenticate } from "../auth/authenticate.ts";
import { keepFiles, readUploads } from "./service.ts";

const NAME_CHARACTERS = 200;

export function fileRoutes(deps: Deps) {
  const app = createRouter();
  app.use(authenticate(deps));

  app.openapi(uploadRoute, async (context) => {
    const uploads = await uploadsIn(context.req);
    const read = await readUploads(deps, uploads, context.req.raw.signal);
    const userId = userOf(context).id;
    const kept = await once(
      deps,
      context,
      (sql) => keepFiles({ ...deps, sql }, userId, read),
      digest(uploads),
    );
    return context.json(kept, 201);
  });
  return app;
}

async function uploadsIn(request: HonoRequest): Promise<Upload[]> {
  if (!/^multipart\/form-data\b/i.test(request.header("content-type") ?? "")) {
    throw new ProblemError("unsupported-media-type", { detail: "Send multipart/form-data." });
  }
  const form = await request.formData();
  const files = [...form.values()].filter((value) => value instanceof File);
  return Promise.all(
    files.map(async (file) => ({
      name: file.name.slice(-NAME_CHARACTERS),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

/** What makes an upload the same one: a form's body differs each time that it is sent. */
function digest(uploads: Upload[]): string {
  const hash = createHash("sha256");
  for (const { name, bytes } of uploads) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

const uploadRoute = createRoute({
  method: "post",
  path: "/",
  tags: ["files"],
  summary: "Read files, to be named as a message's source",
  description:
    "Their text and tables are kept for some hours; a message that names them keeps its own copy. Each part of the form that holds a file is read, whatever its name. All are kept or none.",
  security: bearer,
  request: {
    body: {
      content: {
        "multipart/form-data": {
          schema: z.object({
            files: z.any().openapi({ type: "array", items: { type: "string", format: "binary" } }),
          }),
        },
      },
    },
  },
  responses: {
    201: jsonAnswer("What was read, in the order sent", FileList),
    ...problemAnswers(
      "unauthenticated",
      "invalid-request",
      "unsupported-media-type",
      "body-too-large",
      "too-many-files",
      "file-too-large",
      "file-too-many-pages",
      "file-kind-unsupported",
      "file-encrypted",
      "file-picture",
      "file-inflates",
      "file-damaged",
      "file-encoding-unknown",
      "file-empty",
      "file-timeout",
      "binary-source",
      "idempotency-mismatch",
      "unavailable",
    ),
  },
});
