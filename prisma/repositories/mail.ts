import type { Tx } from '../client.ts';

/** A message to send by mail, with what it takes to write it. */
export interface MailToSend {
  readonly id: string;
  readonly messageId: string;
  readonly message: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly attempts: number;
  /** The request it is about, and the version that this follows; null when it is about `subject`. */
  readonly requestId: string | null;
  readonly versionId: string | null;
  readonly subject: string | null;
  readonly address: string;
  readonly language: 'fr' | 'en';
  readonly actSha256: string | null;
}

/**
 * Takes messages to send. One that was being sent when its mailer died may or may not have left: it is marked uncertain,
 * then sent again under the same Message-ID.
 */
export async function claimMail(tx: Tx, limit: number, leaseMs: number): Promise<MailToSend[]> {
  await tx.$executeRaw`update notification set state = 'uncertain' where state = 'sending' and next_try_at < now()`;
  return tx.$queryRaw<MailToSend[]>`
    with taken as (
      update notification set state = 'sending', attempts = attempts + 1,
             next_try_at = now() + ${leaseMs} * interval '1 millisecond'
       where id in (
         select id from notification
          where state in ('queued', 'uncertain') and next_try_at <= now()
          order by queued_at, id limit ${limit} for update skip locked)
      returning *)
    select t.id::text, t.message_id as "messageId", t.message, t.detail, t.attempts, t.request_id::text as "requestId",
           r.version_id::text as "versionId", t.subject, coalesce(t.address, p.work_email) as address,
           case when p.language = 'en' then 'en' else 'fr' end as language, a.sealed_sha256 as "actSha256"
      from taken t
      left join request r on r.id = t.request_id
      join person p on p.id = t.recipient_id
      left join act a on a.id = t.act_id`;
}

/** It left; what another mailer, thought dead, wrote of the same message stands. */
export async function mailSent(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.notification.updateMany({
    where: { id, sentAt: null },
    data: { state: 'sent', sentAt: at, lastError: null },
  });
}

/**
 * Not sent this time: it will be tried again, unless the recipient's server refuses it for good, or another mailer sent it
 * meanwhile.
 */
export async function mailNotSent(
  tx: Tx,
  id: string,
  { error, waitMs, forGood }: { error: string; waitMs: number; forGood: boolean },
): Promise<void> {
  await tx.notification.updateMany({
    where: { id, sentAt: null },
    data: {
      state: forGood ? 'failed' : 'queued',
      lastError: error.slice(0, 500),
      nextTryAt: new Date(Date.now() + waitMs),
    },
  });
}
