import type { ErrorRequestHandler, Request, Response } from 'express';
import type { GatewayLog } from '../context.ts';
import { asRefusal, type Refusal, type RefusalCode, refusals } from '../rejections.ts';

/** What a refusal is in a problem document (RFC 9457): the title is the code, the detail says why. */
export function problemOf(code: RefusalCode, detail: string): { title: string; status: number; detail: string } {
  const { http, title = code }: Refusal = refusals[code];
  return { title, status: http, detail };
}

/** Answers with a problem document. */
export function sendProblem(response: Response, code: RefusalCode, detail: string): void {
  const problem = problemOf(code, detail);
  if (problem.status === 401) response.set('WWW-Authenticate', 'Basic realm="engine", charset="UTF-8"');
  const body = JSON.stringify({ type: 'about:blank', ...problem, instance: response.req.originalUrl });
  response.status(problem.status).type('application/problem+json').send(body);
}

/** Turns whatever a route throws into a problem; faults are logged and kept from the caller. */
export function problems(log: GatewayLog): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, _next) => {
    // answered already, or nobody is there any more
    if (response.headersSent || response.closed) {
      response.destroy();
      return;
    }
    const refusal = asRefusal(error) ?? bodyRefusal(error);
    if (refusal !== null) return sendProblem(response, refusal.code, refusal.text);
    log.error({ method: request.method, path: request.path, err: error }, 'a request failed');
    sendProblem(response, 'INTERNAL', 'The engine met an unexpected fault; its log says more');
  };
}

/** What Express's body readers throw: the caller's mistakes, with a status of their own. */
function bodyRefusal(error: unknown): { code: RefusalCode; text: string } | null {
  const { status, message } = (error ?? {}) as { status?: unknown; message?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  const text = String(message);
  if (status === 413) return { code: 'PAYLOAD_TOO_LARGE', text: 'The request is larger than this engine accepts' };
  if (status === 415) return { code: 'UNSUPPORTED_MEDIA_TYPE', text };
  return { code: 'UNREADABLE', text: `Failed to read request: ${text}` };
}
