import { accountDigest, recordFailure, recordSignIn } from '../../../application/account/record-sign-in.ts';
import type { TriedFrom } from '../../../domain/account/throttle.ts';
import { DomainError } from '../../../domain/errors.ts';
import { isKnownDevice } from '../../../prisma/repositories/account/sign-ins.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Visitor } from './device.ts';
import type { SignInFacts } from './sign-in-facts.ts';
import { createThrottle } from './throttle.ts';

/** A password that was given for an account, and counted. */
export interface CountedTry {
  readonly account: string;
  readonly from: TriedFrom;
  readonly strangersWait: boolean;
}

/** Refusals of better-auth, in the journal's words. */
const REFUSALS: Readonly<Record<string, string>> = { INVALID_EMAIL_OR_PASSWORD: 'password-wrong' };
const UNAUTHORISED = [401, 403];

/** What the door keeps of each sign-in and of each try: counts that slow whoever guesses, and the journal. */
export function createJournal({ database, settings, now }: Pick<Dependencies, 'database' | 'settings' | 'now'>) {
  const throttle = createThrottle(database);
  const mailDomain = new URL(settings.baseUrl).hostname;
  return {
    /** @throws {DomainError} too-many-requests, before anybody looks at the password */
    async tries(facts: SignInFacts, { network, deviceDigest }: Visitor, account: string): Promise<void> {
      const isKnown = await isKnownDevice(database.prisma, account, deviceDigest);
      const from = { account: accountDigest(account), address: network, knownDevice: isKnown ? deviceDigest : null };
      const { waitSeconds, strangersWait } = await throttle.begin(from, now());
      if (waitSeconds > 0) throw new DomainError('too-many-requests', { seconds: waitSeconds });
      facts.counted = { account, from, strangersWait };
    },
    /** Writes how it ended. */
    async write(
      { counted, session, refusal }: SignInFacts,
      { address, device, deviceDigest }: Visitor,
      answer: globalThis.Response,
    ): Promise<void> {
      const tried = { account: counted?.account ?? null, address, device, at: now(), mailDomain };
      if (session) {
        const { id: sessionId, userId, signIn } = session;
        await recordSignIn({ database }, { ...tried, userId, sessionId, signIn, deviceDigest });
        if (counted) await throttle.succeeded(counted.from);
      } else if (refusal !== undefined || UNAUTHORISED.includes(answer.status)) {
        const outcome = refusal ?? (await codeOf(answer));
        await recordFailure({ database }, { ...tried, outcome, strangersWait: counted?.strangersWait ?? false });
      }
    },
  };
}

async function codeOf(answer: globalThis.Response): Promise<string> {
  const { code = 'refused' } = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return REFUSALS[code] ?? code.toLowerCase().replaceAll('_', '-');
}
