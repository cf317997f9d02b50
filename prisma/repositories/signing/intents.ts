import type { Authentication } from '#domain/account/sign-in.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** A leaf whose act may be signed. */
interface Signable {
  readonly place: number;
  readonly taskKey: string;
  readonly requestId: string;
  readonly sha256: string;
}

/** What was written of a leaf: the proof of it, and the intent that the proof is spent on. */
export interface SignedLeaf extends Signable {
  readonly proofId: string;
  readonly intentId: string;
}

/** Writes the proof of each leaf and the intent to sign its act, all at once. The batch is held, and proved. */
export async function signLeaves(
  tx: Tx,
  batch: { id: string; personId: string; authentication: Authentication; at: Date },
  leaves: readonly Signable[],
): Promise<SignedLeaf[]> {
  const made = new Date();
  const signed = leaves.map(({ place, taskKey, requestId, sha256 }) => {
    const ids = { proofId: uuid7(made), intentId: uuid7(made) };
    return { place, taskKey, requestId, sha256, ...ids };
  });
  const rows = JSON.stringify(signed);
  const { id, personId, authentication, at } = batch;
  await tx.$executeRaw`
    insert into step_up_proof (id, task_key, person_id, sha256, method, verified_at, expires_at, batch_id, place)
    select x."proofId", x."taskKey", b.person_id, x.sha256, b.method, b.verified_at, b.expires_at, b.id, x.place
      from signing_batch b, jsonb_to_recordset(${rows}::jsonb) as x ("proofId" uuid, "taskKey" text, sha256 text, place int)
     where b.id = ${id}::uuid`;
  await tx.$executeRaw`
    insert into decision_intent (id, task_key, request_id, author_id, outcome, shown_sha256, step_up_id, authentication, decided_at)
    select x."intentId", x."taskKey", x."requestId", ${personId}::uuid, 'signed', x.sha256, x."proofId",
           ${JSON.stringify(authentication)}::jsonb, ${at}
      from jsonb_to_recordset(${rows}::jsonb)
           as x ("intentId" uuid, "taskKey" text, "requestId" uuid, sha256 text, "proofId" uuid)`;
  return signed;
}
