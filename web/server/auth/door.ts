import { fromNodeHeaders } from 'better-auth/node';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { Plain } from '../../contract/common.ts';
import { type Auth, SIGN_IN, SIGN_OUT } from './auth.ts';
import { type SignInFacts, withSignInFacts } from './sign-in-facts.ts';

/** One address of better-auth that is open: what it is given, and what of its answer goes back. */
interface Opening {
  readonly method: 'get' | 'post';
  readonly path: string;
  /** Nothing else of what was sent reaches better-auth. */
  readonly body?: z.ZodType<object>;
  readonly query?: z.ZodType<Record<string, string>>;
  readonly answer: (answer: globalThis.Response, response: Response, facts: SignInFacts) => Promise<void>;
}

/** Where to go once signed in is the screens' business: an address given here is not even read. */
const Credentials = z.object({ email: Plain.max(254), password: Plain.max(128) });
const Nothing = z.object({});

/**
 * The addresses of better-auth that are open, and no other: it has dozens (change a password, list sessions with their
 * tokens, confirm an account, pages of its own) that no screen uses and that the audit would not see.
 */
const OPENINGS: readonly Opening[] = [
  { method: 'post', path: SIGN_IN, body: Credentials, answer: sayNothing },
  { method: 'post', path: SIGN_OUT, body: Nothing, answer: sayNothing },
];

export function authDoor(auth: Auth, baseUrl: string): Router {
  const router = Router({ caseSensitive: true });
  const json = express.json({ limit: '4kb', type: 'application/json' });
  for (const opening of OPENINGS) {
    const readers = opening.body ? [json] : [];
    router[opening.method](opening.path, ...readers, (request, response) =>
      withSignInFacts(async (facts) => {
        const answer = await auth.handler(asked(opening, request, baseUrl));
        if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
        await opening.answer(answer, response, facts);
      }),
    );
  }
  return router;
}

/** What better-auth is asked: only what the opening reads of what was sent, and who sent it. */
function asked({ method, path, body, query }: Opening, request: Request, baseUrl: string): globalThis.Request {
  const headers = fromNodeHeaders(request.headers);
  headers.delete('content-length');
  const url = new URL(`/api/auth${path}`, baseUrl);
  for (const [name, value] of Object.entries(query?.parse(request.query) ?? {})) url.searchParams.set(name, value);
  if (!body) return new globalThis.Request(url, { method, headers });
  headers.set('content-type', 'application/json');
  return new globalThis.Request(url, { method, headers, body: JSON.stringify(body.parse(request.body ?? {})) });
}

/** Its status, its cookies and, for a refusal, its code. The session's token stays in the cookie, out of reach of scripts. */
async function sayNothing(answer: globalThis.Response, response: Response): Promise<void> {
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown; params?: { seconds?: unknown } };
  if (answer.status === 429) {
    const seconds = Number(said.params?.seconds ?? answer.headers.get('x-retry-after') ?? 60);
    throw new DomainError('too-many-requests', { seconds });
  }
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
  response.status(answer.status).json(answer.ok ? {} : { code: String(said.code ?? 'refused') });
}
