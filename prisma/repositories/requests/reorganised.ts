import type { Tx } from '../../client.ts';
import { all, db } from '../../connection/typed-sql.ts';
import { knownToAgent } from './requests.ts';

/**
 * Lists open requests in a structure and below it that their agents know of, in the order of their
 * ids, after one of them.
 */
export async function liveBelow(
  tx: Tx,
  {
    structureId,
    after,
    limit,
  }: { readonly structureId: string; readonly after: string | null; readonly limit: number },
): Promise<{ readonly id: string; readonly number: string; readonly agentId: string }[]> {
  const requests = db
    .selectFrom('request as r')
    .innerJoin('structure_above as a', 'a.structure_id', 'r.structure_id')
    .select(['r.id', 'r.number', 'r.agent_id as agentId'])
    .where('a.above_id', '=', structureId)
    .where('r.closed_at', 'is', null)
    .where((eb) =>
      knownToAgent({ id: eb.ref('r.id'), filedById: eb.ref('r.filed_by_id'), onPaper: eb.ref('r.on_paper') }),
    )
    .orderBy('r.id')
    .limit(limit);
  return all(tx, after === null ? requests : requests.where('r.id', '>', after));
}
