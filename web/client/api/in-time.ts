/** No answer to a question is made for longer than a third of this (`web/server/live/answers.ts`). */
const ANSWER_MS = 45_000;

/**
 * Asks, and gives up where no answer has begun in time: a server that hangs is as good as away, and the screen says so. What
 * has begun is read to its end, however slow the network.
 * @throws {DOMException} TimeoutError; AbortError, where whoever asked does not want it any more
 */
export async function fetchInTime(address: string, init: RequestInit, withinMs = ANSWER_MS): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('No answer', 'TimeoutError')), withinMs);
  try {
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
    return await fetch(address, { ...init, signal });
  } finally {
    clearTimeout(timer);
  }
}
