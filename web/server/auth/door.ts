import { fromNodeHeaders } from 'better-auth/node';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { Plain } from '../../contract/common.ts';
import { type Auth, SIGN_IN, SIGN_OUT } from './auth.ts';

/** Where to go once signed in is the screens' business: an address given here is not even read. */
const Credentials = z.object({ email: Plain.max(254), password: Plain.max(128) });
const Nothing = z.object({});

/**
 * The two addresses of better-auth that are open, and no other: it has dozens (change a password, list sessions with
 * their tokens, confirm an account, pages of its own) that no screen uses and that the audit would not see.
 */
export function authDoor(auth: Auth, baseUrl: string): Router {
  const router = Router({ caseSensitive: true });
  const json = express.json({ limit: '4kb', type: 'application/json' });

  const pass = async (request: Request, response: Response, path: string, body: object): Promise<void> => {
    const headers = fromNodeHeaders(request.headers);
    headers.delete('content-length');
    headers.set('content-type', 'application/json');
    const url = new URL(`/api/auth${path}`, baseUrl);
    const answer = await auth.handler(
      new globalThis.Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    await writeAnswer(answer, response);
  };
  router.post(SIGN_IN, json, (request, response) =>
    pass(request, response, SIGN_IN, Credentials.parse(request.body ?? {})),
  );
  router.post(SIGN_OUT, json, (request, response) =>
    pass(request, response, SIGN_OUT, Nothing.parse(request.body ?? {})),
  );
  return router;
}

/** Its status, its cookies and, for a refusal, its code. The session's token stays in the cookie, out of reach of scripts. */
async function writeAnswer(answer: globalThis.Response, response: Response): Promise<void> {
  if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown; params?: { seconds?: unknown } };
  if (answer.status === 429) {
    const seconds = Number(said.params?.seconds ?? answer.headers.get('x-retry-after') ?? 60);
    throw new DomainError('too-many-requests', { seconds });
  }
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  response.status(answer.status).json(answer.ok ? {} : { code: String(said.code ?? 'refused') });
}
