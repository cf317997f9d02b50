import type { Tx } from '../client.ts';

/** How much of something waits, and since when the oldest of it does. */
export interface Waiting {
  readonly count: number;
  readonly since: Date;
}

/** What the portal has still to do, as whoever watches it counts: up to ten thousand of each. */
export interface Backlog {
  /** Commands to the workers, by name: what people asked for, and what follows from it. */
  readonly commands: readonly (Waiting & { readonly command: string })[];
  /** Messages that have not left; null: none. */
  readonly mails: Waiting | null;
  /** Requests that an incident stops. */
  readonly stoppedRequests: number;
}

const MOST = 10_000;

export async function backlog(tx: Tx): Promise<Backlog> {
  const [commands, [mails], [stopped]] = await Promise.all([
    tx.$queryRaw<Backlog['commands']>`
      select command, count(*)::int as count, min(created_at) as since
        from (select command, created_at from outbox where done_at is null order by created_at, id limit ${MOST}) waiting
       group by command`,
    tx.$queryRaw<Waiting[]>`
      select count(*)::int as count, min(queued_at) as since
        from (select queued_at from notification where state in ('queued', 'sending', 'uncertain') limit ${MOST}) waiting
      having count(*) > 0`,
    tx.$queryRaw<[{ count: number }]>`
      select count(*)::int as count from (select from request where stopped_since is not null limit ${MOST}) stopped`,
  ]);
  return { commands, mails: mails ?? null, stoppedRequests: stopped.count };
}
