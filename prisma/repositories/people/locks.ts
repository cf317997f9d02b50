import type { Tx } from '../../client.ts';
import { db, isOneOf, statement } from '../../connection/typed-sql.ts';

const held = statement((given: { personIds: readonly string[] }) =>
  db
    .selectFrom('person')
    .where((eb) => isOneOf(eb.ref('id'), given.personIds))
    .orderBy('id')
    .forNoKeyUpdate(),
);

/**
 * Locks people until the transaction ends, always in the same order, so that two calls cannot
 * deadlock.
 */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  await held.run(tx, { personIds });
}

/**
 * Locks a person's situation until the transaction ends, so that its changes are judged one after
 * the other.
 */
export const lockSituation = (tx: Tx, personId: string): Promise<void> => lockPeople(tx, [personId]);
