import { sql } from 'kysely';
import type { Tx } from '../../client.ts';
import { db, isOneOf, statement, unnested } from '../../connection/typed-sql.ts';
import { inMs } from '../statements/periods.ts';

/** A message to send by mail, with what writing it needs. */
export interface MailToSend {
  readonly id: string;
  readonly messageId: string;
  readonly message: string;
  /** Read by domain/notice/notice-detail.ts. */
  readonly detail: unknown;
  readonly attempts: number;
  /**
   * The request it is about, and the version that this one follows; null if it is about `subject`.
   */
  readonly requestId: string | null;
  readonly versionId: string | null;
  readonly subject: string | null;
  readonly recipientId: string;
  readonly address: string;
  readonly language: 'fr' | 'en';
  /** The sealed act to attach; null: none, or it stays in the portal. */
  readonly actSha256: string | null;
  /** True if it announces a signed act, which is never mailed to a personal address. */
  readonly actWaits: boolean;
}

/** How messages are taken. */
export interface MailClaim {
  /** Max messages. */
  readonly limit: number;
  /** How long they belong to this mailer, unless it extends that (`holdMail`). */
  readonly leaseMs: number;
  /** The longest wait between two tries. */
  readonly maxWaitMs: number;
}

/**
 * Takes messages to send. When fewer wait than asked for, also looks for those that were being sent
 * when their mailer died: they may have left or not, are marked uncertain, and sent again under the
 * same Message-ID. An instant further away than any lease or wait was written by a clock that
 * jumped ahead and back: it counts as over.
 */
export async function claimMail(tx: Tx, claim: MailClaim): Promise<MailToSend[]> {
  const taken = await takeMail(tx, claim);
  const left = claim.limit - taken.length;
  if (left === 0 || (await markUncertain(tx, claim.leaseMs)) === 0) return taken;
  return [...taken, ...(await takeMail(tx, { ...claim, limit: left }))];
}

const markUncertain = (tx: Tx, leaseMs: number): Promise<number> => uncertain.run(tx, { leases: 2 * leaseMs });

const uncertain = statement((given: { leases: number }) =>
  db
    .updateTable('notification')
    .set({ state: 'uncertain', next_try_at: sql<Date>`now() - interval '1 second'` })
    .where('state', '=', 'sending')
    .where((eb) => eb.or([eb('next_try_at', '<', sql<Date>`now()`), eb('next_try_at', '>', inMs(given.leases))])),
);

const takeMail = (tx: Tx, { limit, leaseMs, maxWaitMs }: MailClaim): Promise<MailToSend[]> =>
  taken.all(tx, { limit, leaseMs, waits: 2 * maxWaitMs });

const taken = statement((given: { limit: number; leaseMs: number; waits: number }) =>
  db
    .with('taken', (made) =>
      made
        .updateTable('notification')
        .set((eb) => ({
          state: 'sending',
          attempts: eb('attempts', '+', 1),
          next_try_at: inMs(given.leaseMs),
        }))
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('notification')
            .select('id')
            .where('state', 'in', ['queued', 'uncertain'])
            .where((of) =>
              of.or([of('next_try_at', '<=', sql<Date>`now()`), of('next_try_at', '>', inMs(given.waits))]),
            )
            .orderBy('queued_at')
            .orderBy('id')
            .limit(given.limit)
            .forUpdate()
            .skipLocked(),
        )
        .returningAll(),
    )
    .selectFrom('taken as t')
    .leftJoin('request as r', 'r.id', 't.request_id')
    .innerJoin('person as p', 'p.id', 't.recipient_id')
    .leftJoin('act as a', 'a.id', 't.act_id')
    .select((eb) => {
      // It goes to the personal address of an account, not to one named by a circuit or a
      // correction.
      const isPersonal = eb.and([eb('t.address', 'is', null), eb('p.work_email', 'is', null)]);
      return [
        't.id',
        't.message_id as messageId',
        't.message',
        't.detail',
        't.attempts',
        't.request_id as requestId',
        'r.version_id as versionId',
        't.subject',
        't.recipient_id as recipientId',
        eb.fn.coalesce('t.address', 'p.work_email', 'p.account_email').$notNull().as('address'),
        eb
          .case()
          .when('p.language', '=', 'en')
          .then('en' as const)
          .else('fr' as const)
          .end()
          .as('language'),
        eb.case().when(eb.not(isPersonal)).then(eb.ref('a.sealed_sha256')).end().as('actSha256'),
        eb
          .and([eb('a.sealed_sha256', 'is not', null), isPersonal])
          .$castTo<boolean>()
          .as('actWaits'),
      ];
    }),
);

/** Extends the lease of messages that are still being sent by another `leaseMs`. */
export async function holdMail(tx: Tx, ids: readonly string[], leaseMs: number): Promise<void> {
  await held.run(tx, { ids, leaseMs });
}

const held = statement((given: { ids: readonly string[]; leaseMs: number }) =>
  db
    .updateTable('notification')
    .set({ next_try_at: inMs(given.leaseMs) })
    .where((eb) => isOneOf(eb.ref('id'), given.ids))
    .where('state', '=', 'sending'),
);

/** A message that left, and when. */
export interface SentMail {
  readonly id: string;
  readonly at: Date;
}

/**
 * Records that messages left; keeps what another mailer, thought dead, recorded of them. One
 * statement: PostgreSQL completes it once sent, even if the mailer dies.
 */
export async function mailsSent(tx: Tx, left: readonly SentMail[]): Promise<void> {
  await sent.run(tx, { ids: left.map(({ id }) => id), ats: left.map(({ at }) => at) });
}

const sent = statement((given: { ids: readonly string[]; ats: readonly Date[] }) =>
  db
    .updateTable('notification as n')
    .from(unnested({ id: given.ids, at: given.ats }, { id: 'uuid', at: 'timestamptz' }))
    .set((eb) => ({ state: 'sent', sent_at: eb.ref('given.at'), last_error: null }))
    .whereRef('n.id', '=', 'given.id')
    .where('n.sent_at', 'is', null),
);

/**
 * Records that a message was not sent this time. It will be tried again, unless the recipient's
 * server refuses it for good, another mailer sent it meanwhile, or its recipient has no address any
 * more.
 */
export async function mailNotSent(
  tx: Tx,
  id: string,
  { error, waitMs, forGood }: { error: string; waitMs: number; forGood: boolean },
): Promise<void> {
  await notSent.run(tx, { id, state: forGood ? 'failed' : 'queued', error: error.slice(0, 500), waitMs });
}

const notSent = statement((given: { id: string; state: 'failed' | 'queued'; error: string; waitMs: number }) =>
  db
    .updateTable('notification')
    .set({ state: given.state, last_error: given.error, next_try_at: inMs(given.waitMs) })
    .where('id', '=', given.id)
    .where('sent_at', 'is', null)
    .where('state', '<>', 'on-screen'),
);
