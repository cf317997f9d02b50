import { accountDigest, recordSignIn, recordTry } from '#application/account/sign-in/record-sign-in.ts';
import type { TriedFrom } from '#domain/account/throttle.ts';
import { DomainError } from '#domain/errors.ts';
import { isKnownDevice } from '#prisma/repositories/account/sign-ins.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Visitor } from './device.ts';
import type { SignInFacts } from './sign-in-facts.ts';
import { createThrottle } from './throttle.ts';

/** A password, or a code, that was given for an account, and counted. */
export interface CountedTry {
  readonly what: 'password' | 'code';
  /** The address that was given, or whose code is awaited. */
  readonly account: { readonly email: string } | { readonly userId: string };
  readonly from: TriedFrom;
  readonly strangersWait: boolean;
}

/** Refusals of better-auth, in the portal's words. */
const REFUSALS: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'password-wrong',
  INVALID_BACKUP_CODE: 'recovery-code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'challenge-late',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'challenge-late',
};
/** « INVALID_BACKUP_CODE » → « recovery-code-wrong »; one that has no word of ours keeps its own, in lower case. */
export function refusalIn(code: unknown = 'refused'): string {
  const text = String(code);
  return REFUSALS[text] ?? text.toLowerCase().replaceAll('_', '-');
}

const UNAUTHORISED = [401, 403];

/** What the door keeps of each sign-in and of each try: counts that slow whoever guesses, and the journal. */
export function createJournal({ database, settings, now }: Pick<Dependencies, 'database' | 'settings' | 'now'>) {
  const throttle = createThrottle(database);
  const mailDomain = new URL(settings.baseUrl).hostname;

  /** @throws {DomainError} too-many-requests, before anybody looks at what was given */
  async function begin(
    facts: SignInFacts,
    { network, deviceDigest }: Visitor,
    { what, account }: Pick<CountedTry, 'what' | 'account'>,
  ): Promise<void> {
    const isKnown = await isKnownDevice(database.prisma, account, deviceDigest);
    const name = 'userId' in account ? `code:${account.userId}` : accountDigest(account.email);
    const from = { account: name, address: network, knownDevice: isKnown ? deviceDigest : null };
    const { waitSeconds, strangersWait } = await throttle.begin(from, now());
    if (waitSeconds > 0) throw new DomainError('too-many-requests', { seconds: waitSeconds });
    facts.counted = { what, account, from, strangersWait };
  }

  /** Writes how it ended. */
  async function write(
    { counted, session, refusal, awaitsCode }: SignInFacts,
    { address, device, deviceDigest }: Visitor,
    answer?: globalThis.Response,
  ): Promise<void> {
    const account = counted && 'email' in counted.account ? counted.account.email : null;
    const known = counted && 'userId' in counted.account ? { userId: counted.account.userId } : {};
    const tried = { account, ...known, address, device, at: now(), mailDomain };
    if (counted && (session || awaitsCode)) await throttle.succeeded(counted.from);
    if (session) {
      const { id: sessionId, userId, signIn } = session;
      return recordSignIn({ database }, { ...tried, userId, sessionId, signIn, deviceDigest });
    }
    if (awaitsCode) return recordTry({ database }, { ...tried, outcome: 'password-right', strangersWaitFor: null });
    if (refusal === undefined && !UNAUTHORISED.includes(answer?.status ?? 0)) return;
    const outcome = refusal ?? (await codeOf(answer));
    const strangersWaitFor = counted?.strangersWait ? counted.what : null;
    await recordTry({ database }, { ...tried, outcome, strangersWaitFor });
  }
  return { begin, write };
}

/** Counts each try as it begins, and writes how it ended. */
export type Journal = ReturnType<typeof createJournal>;

async function codeOf(answer: globalThis.Response | undefined): Promise<string> {
  const { code } = ((await answer
    ?.clone()
    .json()
    .catch(() => null)) ?? {}) as { code?: string };
  return refusalIn(code);
}
