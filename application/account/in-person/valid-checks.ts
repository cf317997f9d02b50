import { CHECK_LIVES_MS, checkFault } from '#domain/account/without-address.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { Tx } from '#prisma/client.ts';
import { addressWrittenAt, type Check, checksOf } from '#prisma/repositories/account/identity-checks.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';

/**
 * Lists the identity checks that are still valid, latest first: recent enough, and made by people
 * who may still make one.
 */
export async function validChecks(tx: Tx, personId: string, at: Date): Promise<Check[]> {
  const day = parisDay(at);
  const place = await personPlace(tx, personId, day);
  if (place === null) return [];
  const valid: Check[] = [];
  for (const check of await checksOf(tx, personId, new Date(at.getTime() - CHECK_LIVES_MS)))
    if (checkFault(await actorFacts(tx, check.by.id), place, day) === null) valid.push(check);
  return valid;
}

/**
 * Keeps the checks at which an address was typed since the account's one was last written or
 * forgotten: none serves twice.
 */
export async function checksOfAddress(tx: Tx, personId: string, valid: readonly Check[]): Promise<Check[]> {
  const writtenAt = await addressWrittenAt(tx, personId);
  return valid.filter(({ addressDigest, at }) => addressDigest !== null && (writtenAt === null || at > writtenAt));
}
