import type { Authentication, SignerProofMethod } from '#domain/account/sign-in.ts';
import type { Leaf } from '#domain/signing/leaf.ts';
import type { Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** made: its leaves stand; proved: its signer was there for its root; written: every intent that the rules allow is written. */
export type BatchState = 'made' | 'proved' | 'written';

/** Acts that one proof signs together. */
export interface SigningBatch {
  readonly id: string;
  readonly personId: string;
  readonly root: string;
  readonly count: number;
  readonly state: BatchState;
  readonly challenge: string | null;
  readonly challengeUntil: Date | null;
  readonly method: SignerProofMethod | null;
  readonly authentication: Authentication | null;
  readonly verifiedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly stopAskedAt: Date | null;
}

/** The batch of this person with these very leaves, shown alike, that nobody proved nor stopped yet. */
export async function batchWaiting(
  tx: Tx,
  { personId, root, leaves }: { personId: string; root: string; leaves: readonly Leaf[] },
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string; shown: string[]; folds: (string | null)[] }[]>`
    select b.id::text, array_agg(l.shown order by l.place) as shown, array_agg(l.fold_sha256 order by l.place) as folds
      from signing_batch b join signing_leaf l on l.batch_id = b.id
     where b.person_id = ${personId}::uuid and b.root = ${root} and b.state = 'made' and b.stop_asked_at is null
     group by b.id`;
  const isSame = ({ shown, folds }: (typeof rows)[number]): boolean =>
    leaves.every((leaf, place) => leaf.shown === shown[place] && leaf.foldSha256 === folds[place]);
  return rows.find(isSame)?.id ?? null;
}

/** Whether each fold that leaves, or decisions, cite was served to this person, with their task in it; and is the one that they name. */
export async function foldsServed(
  tx: Tx,
  personId: string,
  leaves: readonly (Pick<Leaf, 'taskKey' | 'foldSha256'> & { readonly foldId?: string })[],
): Promise<boolean> {
  const cited = leaves.filter(({ foldSha256 }) => foldSha256 !== null);
  if (cited.length === 0) return true;
  const rows = await tx.$queryRaw<[{ unserved: boolean }]>`
    select exists (
      select from jsonb_to_recordset(${JSON.stringify(cited)}::jsonb) as l ("taskKey" text, "foldSha256" text, "foldId" text)
       where not exists (select from fold_shown f where f.person_id = ${personId}::uuid and f.sha256 = l."foldSha256"
                            and f.fold_id = coalesce(l."foldId", f.fold_id)
                            and l."taskKey" = any(f.task_keys))) as unserved`;
  return !rows[0].unserved;
}

/** How many batches this person made within an hour, to sign or to decide. */
export async function batchesWithinAnHour(tx: Tx, personId: string, at: Date): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    select count(*)::int as count
      from (select person_id, made_at from signing_batch union all select person_id, made_at from decision_batch) b
     where b.person_id = ${personId}::uuid and b.made_at > ${at}::timestamptz - interval '1 hour'`;
  return count;
}

/** Writes a batch with its leaves, each with its path. */
export async function insertBatch(
  tx: Tx,
  batch: { personId: string; root: string; leaves: readonly (Leaf & { readonly path: readonly string[] })[]; at: Date },
): Promise<string> {
  const { personId, root, leaves, at } = batch;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into signing_batch (id, person_id, root, count, made_at, state)
    values (${id}::uuid, ${personId}::uuid, ${root}, ${leaves.length}, ${at}, 'made')`;
  const rows = leaves.map((leaf, place) => ({ ...leaf, place }));
  await tx.$executeRaw`
    insert into signing_leaf (batch_id, place, task_key, sha256, shown, fold_sha256, path)
    select ${id}::uuid, l.place, l."taskKey", l.sha256, l.shown, l."foldSha256", l.path
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as l (place int, "taskKey" text, sha256 text, shown text, "foldSha256" text, path text[])`;
  return id;
}

export const findBatch = (tx: Tx, id: string) => readBatch(tx, id, false);

/** A batch, its row held until the transaction ends. */
export const lockBatch = (tx: Tx, id: string) => readBatch(tx, id, true);

async function readBatch(tx: Tx, id: string, held: boolean): Promise<SigningBatch | null> {
  if (held) await tx.$queryRaw`select from signing_batch where id = ${id}::uuid for update`;
  const rows = await tx.$queryRaw<SigningBatch[]>`
    select id::text, person_id::text as "personId", root, count, state, challenge, challenge_until as "challengeUntil", method,
           authentication, verified_at as "verifiedAt", expires_at as "expiresAt", stop_asked_at as "stopAskedAt"
      from signing_batch where id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Keeps what a passkey is asked to sign, instead of what was asked before. */
export const putBatchChallenge = (tx: Tx, id: string, { nonce, until }: { nonce: string; until: Date }) =>
  tx.$executeRaw`update signing_batch set challenge = ${nonce}, challenge_until = ${until} where id = ${id}::uuid and state = 'made'`;

/** What was asked of a passkey is spent. The batch is held. */
export const spendBatchChallenge = (tx: Tx, id: string) =>
  tx.$executeRaw`update signing_batch set challenge = null, challenge_until = null where id = ${id}::uuid`;

/** Its signer was there, for its root. */
export async function markProved(
  tx: Tx,
  id: string,
  proof: { method: SignerProofMethod; authentication: Authentication; verifiedAt: Date; expiresAt: Date },
): Promise<void> {
  const { method, authentication, verifiedAt, expiresAt } = proof;
  await tx.$executeRaw`
    update signing_batch set state = 'proved', method = ${method}, authentication = ${JSON.stringify(authentication)}::jsonb,
           verified_at = ${verifiedAt}, expires_at = ${expiresAt}
     where id = ${id}::uuid`;
}

export const markWritten = (tx: Tx, id: string) =>
  tx.$executeRaw`update signing_batch set state = 'written' where id = ${id}::uuid`;

/** The first time it is asked; what is not signed yet will not be. */
export const askToStop = (tx: Tx, id: string, at: Date) =>
  tx.$executeRaw`update signing_batch set stop_asked_at = ${at} where id = ${id}::uuid and stop_asked_at is null`;
