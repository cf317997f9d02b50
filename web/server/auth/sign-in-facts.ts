import { AsyncLocalStorage } from 'node:async_hooks';
import type { SignIn } from '#domain/account/sign-in.ts';
import type { DomainError } from '#domain/errors.ts';
import type { CountedTry } from './journal.ts';
import { VERIFY_CODE, VERIFY_RECOVERY_CODE } from './plugins/factors.ts';
import { PASSKEY_SIGN_IN } from './plugins/passkeys.ts';

/**
 * What is learnt while somebody signs in, and better-auth has no place for: from the plugin that learns it to the session
 * that is made, and to the answer.
 */
export interface SignInFacts {
  /** How they signed in; without it, the address they came by says it (ROADS). */
  signIn?: SignIn;
  /** What the identity provider signed, sealed. */
  idTokenSealed?: string;
  /** The password, or the code, that was tried, where one is. */
  counted?: CountedTry;
  /** The session that began. */
  session?: { readonly id: string; readonly userId: string; readonly signIn: SignIn };
  /** What the identity provider signed when the session that is ended began. */
  idToken?: string;
  /** The password was right, and a code is awaited: no session began. */
  awaitsCode?: boolean;
  /** Why there is none, for the journal; without it, better-auth's own code. */
  refusal?: string;
  /** The same, for the person, where the identity provider did not let them in. */
  fault?: DomainError | undefined;
}

const running = new AsyncLocalStorage<SignInFacts>();

/** Runs one call of the door, with facts of its own. */
export const withSignInFacts = <T>(run: (facts: SignInFacts) => Promise<T>): Promise<T> => {
  const facts: SignInFacts = {};
  return running.run(facts, () => run(facts));
};

/** Of the call under way. @throws where no call of the door is */
export function signInFacts(): SignInFacts {
  const facts = running.getStore();
  if (!facts) throw new Error('nobody is signing in here');
  return facts;
}

/** Addresses of better-auth that open a session by themselves, and how those who come by them signed in. */
const ROADS: Readonly<Record<string, SignIn>> = {
  '/sign-in/email': { method: 'password', strength: 'single-factor' },
  [PASSKEY_SIGN_IN]: { method: 'passkey', strength: 'two-factor' },
  [VERIFY_CODE]: { method: 'password+totp', strength: 'two-factor' },
  [VERIFY_RECOVERY_CODE]: { method: 'password+recovery-code', strength: 'two-factor' },
};

/**
 * What a new session keeps of its beginning. Deny by default: no session begins by a road that nobody described.
 * @throws for such a road
 */
export function beginningOf(path: string): SignIn & Pick<SignInFacts, 'idTokenSealed'> {
  const { signIn = ROADS[path], idTokenSealed } = signInFacts();
  if (!signIn) throw new Error(`${path} opens sessions, and says not how`);
  return { ...signIn, ...(idTokenSealed !== undefined && { idTokenSealed }) };
}

/** Says so to the door, which writes it in the journal. */
export function sessionBegan(session: { id: string; userId: string } & Record<string, unknown>): void {
  const { id, userId, method, strength } = session;
  signInFacts().session = { id, userId, signIn: { method, strength } as SignIn };
}
