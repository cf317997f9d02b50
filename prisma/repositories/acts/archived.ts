import type { Tx } from '../../client.ts';
import { limitOf } from '../keyset.ts';

/** An act that is to go into an archive of several. */
export interface ActToArchive {
  readonly requestId: string;
  readonly actId: string;
  readonly number: string;
}

/** How many documents these requests have, and of how many bytes. */
export async function piecesWeigh(tx: Tx, requestIds: readonly string[]): Promise<{ files: number; bytes: number }> {
  const [{ files, bytes }] = await tx.$queryRaw<[{ files: number; bytes: bigint }]>`
    select count(*)::int as files, coalesce(sum(size), 0)::bigint as bytes
      from piece where request_id = any(${[...requestIds]}::uuid[])`;
  return { files, bytes: Number(bytes) };
}

/** The acts that a signing batch signed, in its order. */
export const actsOfBatch = (tx: Tx, batchId: string): Promise<ActToArchive[]> =>
  tx.$queryRaw`
    select a.id::text as "actId", a.request_id::text as "requestId", n.number
      from step_up_proof f join decision_intent i on i.step_up_id = f.id
      join decision d on d.id = i.id and d.voided_at is null join act a on a.decision_id = d.id
      join registered_act n on n.act_id = a.id
     where f.batch_id = ${batchId}::uuid order by f.place`;

/** The code of the structure that all these acts are numbered for, or that stands above all of theirs: the nearest one. */
export async function agencyOf(tx: Tx, actIds: readonly string[]): Promise<string> {
  const [agency] = await tx.$queryRaw<{ code: string }[]>`
    select s.code from structure s
     where not exists (select from registered_act n join structure t on t.id = n.structure_id
                        where n.act_id = any(${[...actIds]}::uuid[]) and not starts_with(t.path, s.path))
     order by length(s.path) desc ${limitOf(1)}`;
  return agency?.code ?? '';
}
