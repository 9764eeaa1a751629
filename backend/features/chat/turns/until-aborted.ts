/** How long a source that was aborted may take to tell its end: what it used up comes last. */
const LAST_WORDS_MS = 300;

/**
 * The source's items until it ends, or until a while after the signal is aborted: a source that hangs does not hold
 * its reader. It is told to return, and not waited for.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let give = (_: IteratorResult<T, unknown>) => {};
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    timer = setTimeout(() => {
      isOver = true;
      give({ done: true, value: undefined });
    }, LAST_WORDS_MS);
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end);
  try {
    while (!isOver) {
      const step = await new Promise<IteratorResult<T, unknown>>((resolve, reject) => {
        give = resolve;
        iterator.next().then(resolve, reject);
      });
      if (step.done) return;
      yield step.value;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    iterator.return?.().catch(() => {});
  }
}
