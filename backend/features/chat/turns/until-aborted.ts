/**
 * The source's items until it ends or the signal is aborted, whichever comes first: a source that hangs does
 * not hold its reader. It is told to return, and not waited for.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let give = (_: IteratorResult<T, unknown>) => {};
  const end = () => give({ done: true, value: undefined });
  signal.addEventListener("abort", end);
  try {
    while (!signal.aborted) {
      const step = await new Promise<IteratorResult<T, unknown>>((resolve, reject) => {
        give = resolve;
        iterator.next().then(resolve, reject);
      });
      if (step.done) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener("abort", end);
    iterator.return?.().catch(() => {});
  }
}
