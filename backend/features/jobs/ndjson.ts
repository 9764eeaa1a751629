/**
 * A line each, in chunks as they are read and taken. Typed as nothing: the routes' types take NDJSON for a JSON document,
 * which it is not.
 */
export function ndjson(pages: AsyncGenerator<object[]>): never {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pages.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(value.map((line) => `${JSON.stringify(line)}\n`).join("")));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  const headers = { "Content-Type": "application/x-ndjson; charset=utf-8" };
  return new Response(body, { headers }) as never;
}
