import { Prisma, type Tx } from '../../client.ts';
import { REQUEST_COLUMNS, REQUEST_TABLES, type RequestRow } from './requests.ts';

/** The agent's other requests of the kind of one, the latest first. */
export const othersOfKind = (
  tx: Tx,
  { agentId, kind, requestId, limit }: { agentId: string; kind: string; requestId: string; limit: number },
): Promise<RequestRow[]> =>
  tx.$queryRaw<RequestRow[]>(Prisma.sql`
    select ${REQUEST_COLUMNS} from ${REQUEST_TABLES}
     where r.agent_id = ${agentId}::uuid and r.kind = ${kind} and r.id <> ${requestId}::uuid
     order by r.filed_at desc, r.id desc limit ${limit}`);
