import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { type RefusalCode, refusals } from '../rejections.ts';

/** Answers with a problem document (RFC 9457): the title is the code, the detail says why. */
export function sendProblem(response: Response, code: RefusalCode, detail: string): void {
  const { http } = refusals[code];
  if (http === 401) response.set('WWW-Authenticate', 'Basic realm="engine", charset="UTF-8"');
  response
    .status(http)
    .type('application/problem+json')
    .send(
      JSON.stringify({ type: 'about:blank', title: code, status: http, detail, instance: response.req.originalUrl }),
    );
}
