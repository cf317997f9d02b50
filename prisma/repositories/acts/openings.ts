import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';

/** What an agent does with an act in the portal: shows it, or takes it away. */
export type Opening = 'opened' | 'downloaded';

/** Writes when an agent first did it; false: they did before. */
export async function insertOpening(tx: Tx, { actId, what, at }: { actId: string; what: Opening; at: Date }) {
  const written = await tx.$executeRaw`
    insert into act_opening (act_id, what, at) values (${actId}::uuid, ${what}, ${at}) on conflict do nothing`;
  return written === 1;
}

/** Whether an agent is known to have done it. */
export const isOpened = async (tx: Tx, actId: string, what: Opening): Promise<boolean> =>
  (await tx.actOpening.count({ where: { actId, what } })) > 0;

/** The days of Paris on which the agent of a request first opened its acts. */
export const openedOn = (tx: Tx, requestId: string): Promise<{ readonly actId: string; readonly on: CivilDate }[]> =>
  tx.$queryRaw`
    select o.act_id::text as "actId", to_char(paris_day(min(o.at)), 'YYYY-MM-DD') as on
      from act a join act_opening o on o.act_id = a.id
     where a.request_id = ${requestId}::uuid group by o.act_id`;

/** A message that left to an agent about their act, and that no event says yet. */
export interface SentNotice {
  readonly id: string;
  readonly requestId: string;
  readonly actId: string;
  readonly agentId: string;
  readonly sentAt: Date;
}

/** Messages about acts that left to their agents since then and that no event of the audit says, the oldest first. */
export const sentWithoutEvent = (tx: Tx, since: Date, limit: number): Promise<SentNotice[]> =>
  tx.$queryRaw`
    select n.id::text, n.request_id::text as "requestId", n.act_id::text as "actId", r.agent_id::text as "agentId",
           n.sent_at as "sentAt"
      from notification n join request r on r.id = n.request_id and r.agent_id = n.recipient_id
     where n.state = 'sent' and n.act_id is not null and n.sent_at >= ${since}
       and not exists (select from audit_event e where e.subject = 'notification:' || n.id and e.verb = 'notification.send')
     order by n.sent_at, n.id limit ${limit}`;
