import { expect } from '@jest/globals';
import { eventually } from '../../bin/portal/story.ts';
import type { TaskSummary } from '../../web/contract/tasks.ts';
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

/** Every message about a request has left, and each stands once in the mailbox or was sent again under its own name. */
export const mailsAbout = (ministry: Ministry, requestId: string) =>
  eventually('all the mails of the request', async () => {
    const rows = await ask<{ message_id: string; state: string; message: string; work_email: string }>(
      ministry.portal,
      `select message_id, state, message, work_email from notification n join person p on p.id = n.recipient_id
        where request_id = $1`,
      [requestId],
    );
    if (rows.some(({ state }) => state !== 'sent')) return undefined;
    const received = await ministry.mails();
    const about = received.filter(({ text }) => text.includes(`/requests/${requestId}`));
    expect(new Set(about.map(({ messageId }) => messageId))).toEqual(new Set(rows.map((row) => row.message_id)));
    return { rows, about };
  });
