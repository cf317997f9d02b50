import { fromNodeHeaders } from 'better-auth/node';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { recoveryCodeOf } from '#application/account/factors/recovery-codes.ts';
import { DomainError, errorCode } from '#domain/errors.ts';
import { Plain } from '#web/contract/common.ts';
import type { Dependencies } from '../dependencies.ts';
import { SIGN_IN } from './auth.ts';
import { sessionCookie } from './cookies.ts';
import { createCounted } from './counted.ts';
import { markDevice, visitorOf } from './device.ts';
import { providerOpenings } from './identity/provider-door.ts';
import { createJournal, refusalIn } from './journal.ts';
import { type Opening, saidBy } from './opening.ts';
import { VERIFY_CODE, VERIFY_RECOVERY_CODE } from './plugins/factors.ts';
import { PASSKEY_CHALLENGE, PASSKEY_SIGN_IN } from './plugins/passkeys.ts';
import { type SignInFacts, withSignInFacts } from './sign-in-facts.ts';
import { signOutOpening } from './sign-out.ts';

/** Where to go once signed in is the screens' business: an address given here is not even read. */
const Credentials = z.object({ email: Plain.max(254), password: Plain.max(128) });
const Code = z.object({ code: z.string().regex(/^\d{6}$/) });
/** What a browser signed with a passkey: the plugin proves it. */
const Signed = z.object({ response: z.looseObject({ id: z.string().max(1_400) }) });
const Nothing = z.object({});
const RecoveryCode = z.object({ code: Plain.min(1).max(40).transform(recoveryCodeOf) });

/**
 * The addresses of better-auth that are open, and no other: it has dozens (change a password, list sessions with their
 * tokens, confirm an account, pages of its own) that no screen uses and that the audit would not see.
 */
const OPENINGS: readonly Opening[] = [
  { method: 'post', path: SIGN_IN, body: Credentials, signsIn: true, counts: 'password', answer: sayNothing },
  { method: 'post', path: VERIFY_CODE, body: Code, signsIn: true, counts: 'code', answer: sayNothing },
  {
    ...{ method: 'post', path: VERIFY_RECOVERY_CODE, body: RecoveryCode, signsIn: true },
    ...{ counts: 'recovery-code', answer: sayNothing },
  },
  { method: 'post', path: PASSKEY_CHALLENGE, body: Nothing, answer: sayAll },
  { method: 'post', path: PASSKEY_SIGN_IN, body: Signed, signsIn: true, answer: sayNothing },
];

type DoorDependencies = Pick<
  Dependencies,
  'auth' | 'database' | 'settings' | 'stepUp' | 'now' | 'sessions' | 'secrets'
>;

/**
 * The door of better-auth: each opening is given only what it reads, counted where it is a guess, and ends in the journal where
 * it signs in.
 */
export function authDoor(dependencies: DoorDependencies): Router {
  const { auth, settings } = dependencies;
  const { baseUrl } = settings;
  const journal = createJournal(dependencies);
  const counted = createCounted(dependencies, journal);
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
        let sent = opening.body?.parse(request.body ?? {});
        const visitor = visitorOf(request, baseUrl);
        if (opening.counts && sent) sent = await counted(opening.counts, sent, { facts, visitor, request });
        await opening.before?.(request, facts);
        const answer = await auth.handler(asked(opening, request, sent, baseUrl));
        if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
        facts.fault ??= opening.faultOf?.(answer);
        if (facts.fault) facts.refusal = wordOf(facts.fault);
        if (opening.signsIn) {
          await settle(answer, facts);
          await journal.write(facts, visitor, answer);
        }
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

/** A session that better-auth began with a right password, and took back because a code is awaited, is none. */
async function settle(answer: globalThis.Response, facts: SignInFacts): Promise<void> {
  const said = (await answer
    .clone()
    .json()
    .catch(() => null)) as { twoFactorRedirect?: unknown } | null;
  if (said?.twoFactorRedirect !== true) return;
  delete facts.session;
  facts.awaitsCode = true;
}

/** « identity-unproven-audience » */
const wordOf = ({ code, params }: DomainError): string => (params.why === undefined ? code : `${code}-${params.why}`);

/** What better-auth is asked: only what the opening reads of what was sent, and who sent it. */
function asked(
  { method, path, query, signsIn }: Opening,
  request: Request,
  sent: object | undefined,
  baseUrl: string,
): globalThis.Request {
  const headers = fromNodeHeaders(request.headers);
  headers.delete('content-length');
  if (signsIn) headers.set('cookie', withoutSession(request, baseUrl));
  const url = new URL(`/api/auth${path}`, baseUrl);
  for (const [name, value] of Object.entries(query?.parse(request.query) ?? {}))
    if (value !== undefined) url.searchParams.set(name, value);
  if (!sent) return new globalThis.Request(url, { method, headers });
  headers.set('content-type', 'application/json');
  return new globalThis.Request(url, { method, headers, body: JSON.stringify(sent) });
}

/** Who signs in is nobody yet, whatever session is open in the browser: better-auth would judge a code by that one. */
function withoutSession({ headers }: Request, baseUrl: string): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => !pair.startsWith(`${sessionCookie(baseUrl)}=`)).join('; ');
}

/** What is next, if anything; for a refusal, its code. The session's token stays in the cookie, out of reach of scripts. */
async function sayNothing(answer: globalThis.Response, response: Response, facts: SignInFacts): Promise<void> {
  const { code } = await saidBy(answer);
  const refused = errorCode(refusalIn(code), 'unexpected');
  if (!answer.ok && refused !== 'unexpected') throw new DomainError(refused);
  const next = facts.awaitsCode ? { next: 'second-factor' } : {};
  response.status(answer.status).json(answer.ok ? next : { code: String(code ?? 'refused') });
}

/** What the browser is to sign, as it is. */
async function sayAll(answer: globalThis.Response, response: Response): Promise<void> {
  response.status(answer.status).json(await saidBy(answer));
}
