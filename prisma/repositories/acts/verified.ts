import type { ActStatus } from '#domain/evidence/act-status.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { isEliminated } from './eliminations.ts';
import { actToState } from './later-acts.ts';

/**
 * A sealed act as its verification shows it: its newest edition, its evidence, and what became of
 * it.
 */
export interface ActToVerify extends Pick<ActStatus, 'act' | 'laterActs'> {
  readonly title: string;
  readonly signedAt: Date;
  /** Of the newest edition of its archive; of the sealed act, if it has no other. */
  readonly sha256: string;
  /** Without its events. */
  readonly evidence: Evidence;
}

/** Sealed acts that were not eliminated. */
const SEALED = db
  .selectFrom('registered_act as n')
  .innerJoin('act as a', 'a.id', 'n.act_id')
  .select((eb) => [
    'a.id',
    'a.title',
    eb.ref('a.signed_at').$notNull().as('signedAt'),
    eb.ref('a.evidence').$notNull().as('evidence'),
    eb.fn
      .coalesce(
        eb
          .selectFrom('act_edition as e')
          .select('e.sha256')
          .whereRef('e.act_id', '=', 'a.id')
          .orderBy('e.number', 'desc')
          .limit(1),
        eb.ref('a.sealed_sha256').$notNull(),
      )
      .as('sha256'),
  ])
  .where('n.sealed_at', 'is not', null)
  .where((eb) => eb.not(isEliminated(eb.ref('a.id'))))
  .limit(1);

const withReference = statement((given: { reference: string }) => SEALED.where('n.reference', '=', given.reference));
const withSeal = statement((given: { sealedSha256: string }) =>
  SEALED.where('a.sealed_sha256', '=', given.sealedSha256),
);

/**
 * Finds the sealed act with a reference; null: there is none. One statement decides for any
 * reference.
 */
export const actOfReference = async (tx: Tx, reference: string): Promise<ActToVerify | null> =>
  actToVerify(tx, await withReference.first(tx, { reference }));

/** Finds the act with these sealed bytes, by their hash; null: there is none. */
export const actOfSeal = async (tx: Tx, sealedSha256: string): Promise<ActToVerify | null> =>
  actToVerify(tx, await withSeal.first(tx, { sealedSha256 }));

const eliminated = statement((given: { sealedSha256: string }) =>
  db
    .selectFrom('eliminated_act as l')
    .innerJoin('act as a', 'a.id', 'l.act_id')
    .where('a.sealed_sha256', '=', given.sealedSha256)
    .where('l.state', '=', 'eliminated')
    .limit(1),
);

/** True if the act with these sealed bytes was eliminated: nothing more is known of it. */
export const wasEliminated = async (tx: Tx, sealedSha256: string): Promise<boolean> =>
  (await eliminated.all(tx, { sealedSha256 })).length > 0;

async function actToVerify(
  tx: Tx,
  found: (Omit<ActToVerify, 'act' | 'laterActs'> & { readonly id: string }) | null,
): Promise<ActToVerify | null> {
  const stated = found && (await actToState(tx, found.id));
  return stated ? { ...found, act: stated.act, laterActs: stated.laterActs } : null;
}
