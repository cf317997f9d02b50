import { fromNodeHeaders } from 'better-auth/node';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { DomainError } from '../../../domain/errors.ts';
import { Plain } from '../../contract/common.ts';
import type { Dependencies } from '../dependencies.ts';
import { SIGN_IN } from './auth.ts';
import { markDevice, visitorOf } from './device.ts';
import { createJournal } from './journal.ts';
import { type Opening, saidBy } from './opening.ts';
import { providerOpenings } from './provider-door.ts';
import { withSignInFacts } from './sign-in-facts.ts';
import { signOutOpening } from './sign-out.ts';

/** Where to go once signed in is the screens' business: an address given here is not even read. */
const Credentials = z.object({ email: Plain.max(254), password: Plain.max(128) });

/**
 * The addresses of better-auth that are open, and no other: it has dozens (change a password, list sessions with their
 * tokens, confirm an account, pages of its own) that no screen uses and that the audit would not see.
 */
const OPENINGS: readonly Opening[] = [
  { method: 'post', path: SIGN_IN, body: Credentials, signsIn: true, answer: sayNothing },
];

type DoorDependencies = Pick<Dependencies, 'auth' | 'database' | 'settings' | 'now' | 'sessions' | 'secrets'>;

export function authDoor(dependencies: DoorDependencies): Router {
  const { auth, settings } = dependencies;
  const { baseUrl } = settings;
  const journal = createJournal(dependencies);
  const router = Router({ caseSensitive: true });
  const json = express.json({ limit: '4kb', type: 'application/json' });
  const openings = [
    ...OPENINGS,
    signOutOpening(dependencies),
    ...(settings.providerLabel === null ? [] : providerOpenings(baseUrl)),
  ];
  for (const opening of openings) {
    router[opening.method](opening.path, ...(opening.body ? [json] : []), (request, response) =>
      withSignInFacts(async (facts) => {
        const sent = opening.body?.parse(request.body ?? {});
        const visitor = visitorOf(request, baseUrl);
        if (sent && 'password' in sent && 'email' in sent) await journal.tries(facts, visitor, String(sent.email));
        await opening.before?.(request, facts);
        const answer = await auth.handler(asked(opening, request, sent, baseUrl));
        if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
        facts.fault ??= opening.faultOf?.(answer);
        if (facts.fault) facts.refusal = wordOf(facts.fault);
        if (opening.signsIn) await journal.write(facts, visitor, answer);
        // Only now: nobody is signed in without the journal saying so.
        for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
        if (facts.session) markDevice(visitor, response, baseUrl);
        await opening.answer(answer, response, facts);
      }).catch((error: unknown) => {
        if (!opening.failed) throw error;
        opening.failed(error, response);
      }),
    );
  }
  return router;
}

/** « identity-unproven-audience » */
const wordOf = ({ code, params }: DomainError): string => (params.why === undefined ? code : `${code}-${params.why}`);

/** What better-auth is asked: only what the opening reads of what was sent, and who sent it. */
function asked(
  { method, path, query }: Opening,
  request: Request,
  sent: object | undefined,
  baseUrl: string,
): globalThis.Request {
  const headers = fromNodeHeaders(request.headers);
  headers.delete('content-length');
  const url = new URL(`/api/auth${path}`, baseUrl);
  for (const [name, value] of Object.entries(query?.parse(request.query) ?? {}))
    if (value !== undefined) url.searchParams.set(name, value);
  if (!sent) return new globalThis.Request(url, { method, headers });
  headers.set('content-type', 'application/json');
  return new globalThis.Request(url, { method, headers, body: JSON.stringify(sent) });
}

/** Its status and, for a refusal, its code. The session's token stays in the cookie, out of reach of scripts. */
async function sayNothing(answer: globalThis.Response, response: Response): Promise<void> {
  const said = await saidBy(answer);
  response.status(answer.status).json(answer.ok ? {} : { code: String(said.code ?? 'refused') });
}
