import { sql } from 'kysely';
import type { Authentication, SignerProofMethod } from '#domain/account/sign-in.ts';
import type { SigningBatchState } from '#domain/signing/batch.ts';
import type { Leaf } from '#domain/signing/leaf.ts';
import type { Tx } from '../../client.ts';
import { countOfRows, db, exists, isOneOf, json, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** Acts that one proof signs together. */
export interface SigningBatch {
  readonly id: string;
  readonly personId: string;
  readonly root: string;
  readonly count: number;
  readonly state: SigningBatchState;
  readonly challenge: string | null;
  readonly challengeUntil: Date | null;
  readonly method: SignerProofMethod | null;
  readonly authentication: Authentication | null;
  readonly verifiedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly stopAskedAt: Date | null;
}

const waiting = statement((given: { personId: string; root: string }) =>
  db
    .selectFrom('signing_batch as b')
    .innerJoin('signing_leaf as l', 'l.batch_id', 'b.id')
    .select((eb) => [
      'b.id',
      sql<string[]>`array_agg(${eb.ref('l.shown')} order by ${eb.ref('l.place')})`.as('shown'),
      sql<(string | null)[]>`array_agg(${eb.ref('l.fold_sha256')} order by ${eb.ref('l.place')})`.as('folds'),
    ])
    .where('b.person_id', '=', given.personId)
    .where('b.root', '=', given.root)
    .where('b.state', '=', 'made')
    .where('b.stop_asked_at', 'is', null)
    .groupBy('b.id'),
);

/**
 * Finds the batch of this person with the same leaves, shown the same way, that was neither proved
 * nor stopped yet; null: none.
 */
export async function batchWaiting(
  tx: Tx,
  { personId, root, leaves }: { personId: string; root: string; leaves: readonly Leaf[] },
): Promise<string | null> {
  const rows = await waiting.all(tx, { personId, root });
  const isSame = ({ shown, folds }: (typeof rows)[number]): boolean =>
    leaves.every((leaf, place) => leaf.shown === shown[place] && leaf.foldSha256 === folds[place]);
  return rows.find(isSame)?.id ?? null;
}

/** A fold that a leaf, or a decision, cites, with its id if they name it. */
type Cited = Pick<Leaf, 'taskKey' | 'foldSha256'> & { readonly foldId?: string };

const CITED = { taskKey: 'text', foldSha256: 'text', foldId: 'text' } as const;

const unserved = statement((given: { personId: string; cited: readonly Cited[] }) =>
  db.selectNoFrom((eb) =>
    exists(
      eb.selectFrom(records(given.cited, CITED)).where((of) =>
        of.not(
          exists(
            of
              .selectFrom('fold_shown as f')
              .where('f.person_id', '=', given.personId)
              .whereRef('f.sha256', '=', 'given.foldSha256')
              .where((at) => at('f.fold_id', '=', at.fn.coalesce('given.foldId', 'f.fold_id')))
              .where((at) => isOneOf(at.ref('given.taskKey'), at.ref('f.task_keys'))),
          ),
        ),
      ),
    ).as('unserved'),
  ),
);

/**
 * True if each fold that leaves, or decisions, cite was served to this person with their task in
 * it, and has the id that they name.
 */
export async function foldsServed(tx: Tx, personId: string, leaves: readonly Cited[]): Promise<boolean> {
  const cited = leaves.filter(({ foldSha256 }) => foldSha256 !== null);
  return cited.length === 0 || !(await unserved.one(tx, { personId, cited })).unserved;
}

const madeLately = statement((given: { personId: string; at: Date }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('signing_batch')
        .select(['person_id', 'made_at'])
        .unionAll(eb.selectFrom('decision_batch').select(['person_id', 'made_at']))
        .as('b'),
    )
    .select(countOfRows.as('count'))
    .where('b.person_id', '=', given.personId)
    .where('b.made_at', '>', sql<Date>`${given.at}::timestamptz - interval '1 hour'`),
);

/** Counts the batches that this person made within an hour, to sign or to decide. */
export const batchesWithinAnHour = async (tx: Tx, personId: string, at: Date): Promise<number> =>
  (await madeLately.one(tx, { personId, at })).count;

type NewLeaf = Leaf & { readonly path: readonly string[]; readonly place: number };

const inserted = statement((given: { id: string; personId: string; root: string; count: number; at: Date }) =>
  db.insertInto('signing_batch').values({
    id: given.id,
    person_id: given.personId,
    root: given.root,
    count: given.count,
    made_at: given.at,
    state: 'made',
  }),
);

const LEAF = {
  place: 'integer',
  taskKey: 'text',
  sha256: 'text',
  shown: 'text',
  foldSha256: 'text',
  path: 'text[]',
} as const;

const leavesInserted = statement((given: { id: string; leaves: readonly NewLeaf[] }) =>
  db
    .insertInto('signing_leaf')
    .columns(['batch_id', 'place', 'task_key', 'sha256', 'shown', 'fold_sha256', 'path'])
    .expression(
      db
        .selectFrom(records(given.leaves, LEAF))
        .select((eb) => [
          eb.val(given.id).as('batch_id'),
          'given.place',
          'given.taskKey',
          'given.sha256',
          'given.shown',
          'given.foldSha256',
          'given.path',
        ]),
    ),
);

/** Writes a batch with its leaves, each with its path; returns its id. */
export async function insertBatch(
  tx: Tx,
  batch: { personId: string; root: string; leaves: readonly Omit<NewLeaf, 'place'>[]; at: Date },
): Promise<string> {
  const { personId, root, leaves, at } = batch;
  const id = uuid7(new Date());
  await inserted.run(tx, { id, personId, root, count: leaves.length, at });
  await leavesInserted.run(tx, { id, leaves: leaves.map((leaf, place) => ({ ...leaf, place })) });
  return id;
}

const batchOf = statement((given: { id: string }) =>
  db
    .selectFrom('signing_batch')
    .select([
      'id',
      'person_id as personId',
      'root',
      'count',
      'state',
      'challenge',
      'challenge_until as challengeUntil',
      'method',
      'authentication',
      'verified_at as verifiedAt',
      'expires_at as expiresAt',
      'stop_asked_at as stopAskedAt',
    ])
    .where('id', '=', given.id),
);

const held = statement((given: { id: string }) =>
  db.selectFrom('signing_batch').where('id', '=', given.id).forUpdate(),
);

/** Finds a batch; null if it does not exist. */
export const findBatch = (tx: Tx, id: string): Promise<SigningBatch | null> => batchOf.first(tx, { id });

/** Finds a batch and locks its row until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<SigningBatch | null> {
  await held.all(tx, { id });
  return findBatch(tx, id);
}

const challenged = statement((given: { id: string; nonce: string; until: Date }) =>
  db
    .updateTable('signing_batch')
    .set({ challenge: given.nonce, challenge_until: given.until })
    .where('id', '=', given.id)
    .where('state', '=', 'made'),
);

/** Keeps the challenge for a passkey, in place of the former one. */
export const putBatchChallenge = (tx: Tx, id: string, { nonce, until }: { nonce: string; until: Date }) =>
  challenged.run(tx, { id, nonce, until });

const challengeSpent = statement((given: { id: string }) =>
  db.updateTable('signing_batch').set({ challenge: null, challenge_until: null }).where('id', '=', given.id),
);

/** Spends the challenge for a passkey. The batch must be locked. */
export const spendBatchChallenge = (tx: Tx, id: string) => challengeSpent.run(tx, { id });

interface BatchProof {
  readonly method: SignerProofMethod;
  readonly authentication: Authentication;
  readonly verifiedAt: Date;
  readonly expiresAt: Date;
}

const proved = statement((given: BatchProof & { id: string }) =>
  db
    .updateTable('signing_batch')
    .set({
      state: 'proved',
      method: given.method,
      authentication: json(given.authentication),
      verified_at: given.verifiedAt,
      expires_at: given.expiresAt,
    })
    .where('id', '=', given.id),
);

/** Records the proof of its signer, for its root. */
export async function markProved(tx: Tx, id: string, proof: BatchProof): Promise<void> {
  await proved.run(tx, { ...proof, id });
}

const written = statement((given: { id: string }) =>
  db.updateTable('signing_batch').set({ state: 'written' }).where('id', '=', given.id),
);

/** Marks a batch as written: its intents are. */
export const markWritten = (tx: Tx, id: string) => written.run(tx, { id });

const stopAsked = statement((given: { id: string; at: Date }) =>
  db
    .updateTable('signing_batch')
    .set({ stop_asked_at: given.at })
    .where('id', '=', given.id)
    .where('stop_asked_at', 'is', null),
);

/**
 * Records the first time that stopping is asked: what is not signed yet will not be. Returns 0 the
 * next times.
 */
export const askToStop = (tx: Tx, id: string, at: Date) => stopAsked.run(tx, { id, at });
