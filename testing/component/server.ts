/** A call that a component made. */
export interface MadeCall {
  /** « PATCH /api/me », query included. */
  readonly endpoint: string;
  /** What was sent: JSON as it was read, bytes as they are. */
  readonly body: unknown;
}

/** What an endpoint answers: a body (200; nothing: 204), a Response of one's own, or either made from the call. */
type Answer = unknown | Response | ((call: MadeCall) => unknown | Response);

/**
 * Has the server answer, until the end of the test file or the next `serve`. A call to an endpoint that is not listed
 * is answered 404 with the code `unexpected-call`.
 * @param answers by « METHOD /address », the query included
 * @returns the calls, as they are made
 */
export function serve(answers: Readonly<Record<string, Answer>>): readonly MadeCall[] {
  const calls: MadeCall[] = [];
  globalThis.fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : init?.body;
    const call = { endpoint: `${init?.method ?? 'GET'} ${String(input)}`, body };
    calls.push(call);
    if (!(call.endpoint in answers)) return refusal(404, 'unexpected-call', { title: call.endpoint });
    const answer = answers[call.endpoint];
    const given: unknown = typeof answer === 'function' ? await answer(call) : answer;
    if (given instanceof Response) return given.clone();
    return given === undefined ? new Response(null, { status: 204 }) : Response.json(given);
  };
  return calls;
}

/** A refusal, as the server words it (RFC 9457). */
export function refusal(status: number, code: string, more: Record<string, unknown> = {}): Response {
  return Response.json({ status, code, ...more }, { status, headers: { 'Content-Type': 'application/problem+json' } });
}
