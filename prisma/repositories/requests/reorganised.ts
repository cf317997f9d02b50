import { Prisma, type Tx } from '../../client.ts';
import { KNOWN_TO_AGENT } from './requests.ts';

/** Requests under way in a structure and below it that their agents know of, in the order of their ids, after one of them. */
export const liveBelow = (
  tx: Tx,
  {
    structureId,
    after,
    limit,
  }: { readonly structureId: string; readonly after: string | null; readonly limit: number },
): Promise<{ readonly id: string; readonly number: string; readonly agentId: string }[]> =>
  tx.$queryRaw`
    select r.id::text, r.number, r.agent_id::text as "agentId"
      from request r join structure_above a on a.structure_id = r.structure_id and a.above_id = ${structureId}::uuid
     where r.closed_at is null and ${KNOWN_TO_AGENT}
       and ${after === null ? Prisma.sql`true` : Prisma.sql`r.id > ${after}::uuid`}
     order by r.id limit ${limit}`;
