import { expect } from '@jest/globals';
import { eventually } from '#bin/portal/story.ts';
import type { TaskSummary } from '#web/contract/requests/tasks.ts';
import { ask } from './inside.ts';
import type { Ministry } from './ministry.ts';
import type { Portal } from './portal.ts';

// What came of what people asked for, as the portal's database and its mailbox tell.

/** The requests that were made of a draft: one, unless something went wrong. */
export const requestsOf = (portal: Portal, draftId: string) =>
  ask<{ id: string; filed_at: Date }>(portal, 'select id, filed_at from request where draft_id = $1', [draftId]);

/** What was decided on a task, once the engine has heard of it. */
export const decisionsOn = async (portal: Portal, { key }: TaskSummary) =>
  (
    await ask<{ outcome: string }>(
      portal,
      'select outcome from decision where task_key = $1 and voided_at is null and confirmed_at is not null',
      [key],
    )
  ).map(({ outcome }) => outcome);

/** Every message about requests has left, and each stands once in the mailbox or was sent again under its own name. */
export const mailsAbout = (ministry: Ministry, ...requestIds: readonly string[]) =>
  eventually('all the mails of the requests', async () => {
    const rows = await ask<{
      request_id: string;
      message_id: string;
      state: string;
      message: string;
      work_email: string;
    }>(
      ministry.portal,
      `select request_id, message_id, state, message, work_email from notification n join person p on p.id = n.recipient_id
        where request_id = any($1::uuid[])`,
      [requestIds],
    );
    if (rows.some(({ state }) => state !== 'sent')) return undefined;
    const received = await ministry.mails();
    const about = received.filter(({ text }) => requestIds.some((id) => text.includes(`/requests/${id}`)));
    expect(new Set(about.map(({ messageId }) => messageId))).toEqual(new Set(rows.map((row) => row.message_id)));
    return { rows, about };
  });

/** What became of the acts of requests: each sealed once under a number of its own, filed once; whoever was told of it was told once. */
export async function actsOf(ministry: Ministry, requestIds: readonly string[]) {
  const acts = await ask<{
    request_id: string;
    number: string;
    sequence: number;
    seals: number;
    filed: number;
    claim: string | null;
  }>(
    ministry.portal,
    `select a.request_id, n.number, n.sequence, a.seal_claim as claim,
            (select count(*)::int from dossier_piece d where d.act_id = a.id) as filed,
            (select count(*)::int from audit_event e where e.verb = 'act.seal' and e.subject = 'act:' || a.id) as seals
       from act a join registered_act n on n.act_id = a.id
      where a.request_id = any($1::uuid[]) and a.sealed_at is not null order by n.sequence`,
    [requestIds],
  );
  const { rows, about } = await mailsAbout(ministry, ...requestIds);
  const granted = rows.filter(({ message }) => message === 'act-granted');
  const once = new Set(granted.map((row) => `${row.request_id} ${row.work_email}`));
  expect(once.size).toBe(granted.length);
  return { acts, granted, about };
}
