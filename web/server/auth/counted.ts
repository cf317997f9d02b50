import type { Request } from 'express';
import { accountDigest } from '#application/account/sign-in/record-sign-in.ts';
import { accountAddress } from '#domain/account/without-address.ts';
import { DomainError } from '#domain/errors.ts';
import { addressOfNumber } from '#prisma/repositories/account/identity-checks.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Visitor } from './device.ts';
import type { Journal } from './journal.ts';
import type { Opening } from './opening.ts';
import { challengedUser } from './second-step.ts';
import type { SignInFacts } from './sign-in-facts.ts';

/** Who comes, and what is learnt of them on the way. */
interface Coming {
  readonly facts: SignInFacts;
  readonly visitor: Visitor;
  readonly request: Request;
}

/**
 * Counts what is given before anybody looks at it; answers what better-auth is handed instead. A one-time code is looked at
 * here, since better-auth takes one twice: it is handed the one of this very moment.
 * @throws {DomainError} too-many-requests, challenge-late, code-wrong, code-replayed
 */
export type Counted = (counts: NonNullable<Opening['counts']>, sent: object, coming: Coming) => Promise<object>;

export function createCounted(
  { auth, database: { prisma, transaction }, stepUp, now }: Pick<Dependencies, 'auth' | 'database' | 'stepUp' | 'now'>,
  journal: Journal,
): Counted {
  /**
   * The address of the account: whoever has none gives their employee number. Of a number that opens nothing, whoever has
   * an address among them, an address that is nobody's: it is counted, hashed and refused as any other.
   */
  async function addressGiven(typed: string): Promise<string> {
    if (typed.includes('@')) return typed;
    const number = typed.trim();
    return (await addressOfNumber(prisma, number)) ?? accountAddress(accountDigest(number).slice(0, 32), null);
  }

  return async (counts, sent, { facts, visitor, request }) => {
    if (counts === 'password') {
      const account = { email: await addressGiven((sent as { email: string }).email) };
      await journal.begin(facts, visitor, { what: 'password', account });
      return { ...sent, ...account };
    }
    const userId = await challengedUser(auth, request);
    if (userId === null) throw new DomainError('challenge-late');
    await journal.begin(facts, visitor, { what: 'code', account: { userId } });
    if (counts === 'recovery-code') return sent;
    const { code } = sent as { code: string };
    const verdict = await transaction((tx) => stepUp.spend(tx, userId, code, now()));
    if (verdict === 'right') return { code: await stepUp.shown(prisma, userId) };
    await journal.write({ ...facts, refusal: verdict }, visitor);
    throw new DomainError(verdict);
  };
}
