import type { Authentication } from '#domain/account/sign-in.ts';
import type { Tx } from '../../client.ts';
import { db, json, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';

/** A leaf whose act may be signed. */
interface Signable {
  readonly place: number;
  readonly taskKey: string;
  readonly requestId: string;
  readonly sha256: string;
}

/** A leaf with its proof, and the intent that the proof is spent on. */
export interface SignedLeaf extends Signable {
  readonly proofId: string;
  readonly intentId: string;
}

interface Batch {
  readonly id: string;
  readonly personId: string;
  readonly authentication: Authentication;
  readonly at: Date;
}

const LEAF = {
  place: 'integer',
  taskKey: 'text',
  requestId: 'uuid',
  sha256: 'text',
  proofId: 'uuid',
  intentId: 'uuid',
} as const;

const proofs = statement((given: Batch & { leaves: readonly SignedLeaf[] }) =>
  db
    .insertInto('step_up_proof')
    .columns(['id', 'task_key', 'person_id', 'sha256', 'method', 'verified_at', 'expires_at', 'batch_id', 'place'])
    .expression(
      db
        .selectFrom('signing_batch as b')
        .innerJoin(records(given.leaves, LEAF), (join) => join.onTrue())
        .select([
          'given.proofId',
          'given.taskKey',
          'b.person_id',
          'given.sha256',
          'b.method',
          'b.verified_at',
          'b.expires_at',
          'b.id',
          'given.place',
        ])
        .where('b.id', '=', given.id),
    ),
);

const intents = statement((given: Batch & { leaves: readonly SignedLeaf[] }) =>
  db
    .insertInto('decision_intent')
    .columns([
      'id',
      'task_key',
      'request_id',
      'author_id',
      'outcome',
      'shown_sha256',
      'step_up_id',
      'authentication',
      'decided_at',
    ])
    .expression(
      db
        .selectFrom(records(given.leaves, LEAF))
        .select((eb) => [
          'given.intentId',
          'given.taskKey',
          'given.requestId',
          eb.val(given.personId).as('author_id'),
          eb.val('signed').as('outcome'),
          'given.sha256',
          'given.proofId',
          json(given.authentication).as('authentication'),
          eb.val(given.at).as('decided_at'),
        ]),
    ),
);

/**
 * Writes the proof of each leaf and the intent to sign its act, all at once. The batch must be
 * locked, and proved.
 */
export async function signLeaves(tx: Tx, batch: Batch, leaves: readonly Signable[]): Promise<SignedLeaf[]> {
  const made = new Date();
  const signed = leaves.map(({ place, taskKey, requestId, sha256 }) => {
    const ids = { proofId: uuid7(made), intentId: uuid7(made) };
    return { place, taskKey, requestId, sha256, ...ids };
  });
  await proofs.run(tx, { ...batch, leaves: signed });
  await intents.run(tx, { ...batch, leaves: signed });
  return signed;
}
