import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { messageOf, type NoticeSaid } from '#domain/notice/notice-detail.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, isOneOf, json, statement, unnested } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import {
  type Counted,
  countUpTo,
  type Order,
  type PageAsked,
  type PageOfRows,
  pageByKey,
} from '../statements/keyset.ts';
import { inMs } from '../statements/periods.ts';

/**
 * The subject of a message: a request (null: a right), or a circuit
 * (domain/circuit/words/notice.ts).
 */
type About = { readonly requestId: string | null } | { readonly subject: string };

/** One message to some people. `occasion` makes it unique: the job, or the act it announces. */
export type Notice = About &
  NoticeSaid & {
    readonly occasion: string;
    readonly actId?: string;
    readonly recipients: readonly string[];
    /** The same people, at other addresses than at work. */
    readonly addresses?: readonly { readonly recipientId: string; readonly address: string }[];
    /** Domain of the Message-ID: the portal's own. */
    readonly mailDomain: string;
    /** How many milliseconds its mails wait; on screen it shows at once. */
    readonly mailAfterMs?: number;
  };

/** Writes one row a recipient, unless it already exists. Returns how many are new. */
export async function notify(tx: Tx, notice: Notice): Promise<number> {
  const { detail, actId = null, mailAfterMs = 0 } = notice;
  const message = messageOf(notice);
  const rows = rowsOf(notice);
  return written.run(tx, {
    ...{ message, detail, actId, mailAfterMs, requestId: null, subject: null, ...about(notice) },
    ids: rows.map(() => uuid7(new Date())),
    dedupeKeys: rows.map(({ dedupeKey }) => dedupeKey),
    recipientIds: rows.map(({ recipientId }) => recipientId),
    addresses: rows.map(({ address }) => address),
    messageIds: rows.map(({ messageId }) => messageId),
  });
}

const written = statement(
  (given: {
    message: string;
    detail: Prisma.InputJsonObject;
    actId: string | null;
    mailAfterMs: number;
    requestId: string | null;
    subject: string | null;
    ids: readonly string[];
    dedupeKeys: readonly string[];
    recipientIds: readonly string[];
    addresses: readonly (string | null)[];
    messageIds: readonly string[];
  }) =>
    db
      .insertInto('notification')
      .columns([
        'id',
        'dedupe_key',
        'request_id',
        'subject',
        'act_id',
        'recipient_id',
        'address',
        'message',
        'detail',
        'message_id',
        'next_try_at',
      ])
      .expression((eb) =>
        eb
          .selectFrom(
            unnested(
              {
                id: given.ids,
                dedupe_key: given.dedupeKeys,
                recipient_id: given.recipientIds,
                address: given.addresses,
                message_id: given.messageIds,
              },
              { id: 'uuid', dedupe_key: 'text', recipient_id: 'uuid', address: 'text', message_id: 'text' },
            ),
          )
          .select([
            'given.id',
            'given.dedupe_key',
            sql<string | null>`${given.requestId}::uuid`.as('request_id'),
            sql<string | null>`${given.subject}::text`.as('subject'),
            sql<string | null>`${given.actId}::uuid`.as('act_id'),
            'given.recipient_id',
            'given.address',
            sql<string>`${given.message}::text`.as('message'),
            json(given.detail).as('detail'),
            'given.message_id',
            inMs(given.mailAfterMs).as('next_try_at'),
          ]),
      )
      .onConflict((row) => row.doNothing()),
);

/**
 * Writes many notices most of which already exist: inserts only the missing ones. Returns how many.
 */
export async function notifyMissing(tx: Tx, notices: readonly Notice[]): Promise<number> {
  const rows = notices.flatMap(rowsOf);
  const keys = rows.map(({ dedupeKey }) => dedupeKey);
  const there = await known.all(tx, { keys });
  const notified = new Set(there.map(({ key }) => key));
  const data = rows.filter(({ dedupeKey }) => !notified.has(dedupeKey));
  if (data.length === 0) return 0;
  return (await tx.notification.createMany({ data, skipDuplicates: true })).count;
}

const known = statement((given: { keys: readonly string[] }) =>
  db
    .selectFrom('notification')
    .select('dedupe_key as key')
    .where((eb) => isOneOf(eb.ref('dedupe_key'), given.keys)),
);

const about = (notice: Notice) => ('subject' in notice ? { subject: notice.subject } : { requestId: notice.requestId });

function rowsOf(notice: Notice) {
  const { occasion, actId, detail, recipients, addresses = [], mailDomain } = notice;
  const message = messageOf(notice);
  const what = about(notice);
  const everywhere = [...recipients.map((recipientId) => ({ recipientId, address: null })), ...addresses];
  return everywhere.map(({ recipientId, address }) => {
    // Only a digest of the address in the key: it is compared, never read.
    const whereElse =
      address === null ? [] : [createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16)];
    const dedupeKey = [what.subject ?? what.requestId ?? 'portal', occasion, message, recipientId, ...whereElse].join(
      ':',
    );
    const digest = createHash('sha256').update(dedupeKey).digest('hex').slice(0, 40);
    return {
      dedupeKey,
      ...what,
      recipientId,
      message,
      detail,
      address,
      messageId: `<${digest}@${mailDomain}>`,
      ...(actId !== undefined && { actId }),
    };
  });
}

/** A notification in a person's list. */
export interface NotificationRow {
  readonly id: string;
  readonly queuedAt: Date;
  readonly message: string;
  readonly detail: unknown;
  /** The request it is about; or `subject`. */
  readonly requestId: string | null;
  readonly subject: string | null;
  /** The version of the circuit that its request follows. */
  readonly versionId: string | null;
  readonly readAt: Date | null;
}

const NEWEST_FIRST: Order = {
  columns: [Prisma.sql`n.queued_at`, Prisma.sql`n.id`],
  descending: true,
  rowOf: (id) => Prisma.sql`(select m.queued_at, m.id from notification m where m.id = ${id}::uuid)`,
};

/** Reads a page of a person's notifications, newest first. */
export async function notificationsOf(
  tx: Tx,
  recipientId: string,
  asked: PageAsked,
): Promise<PageOfRows<NotificationRow> & Counted> {
  // The same message to a personal address is the same notification.
  const condition = Prisma.sql`n.recipient_id = ${recipientId}::uuid and n.address is null`;
  const keyset = pageByKey(NEWEST_FIRST, asked);
  const found = await tx.$queryRaw<NotificationRow[]>`
    select n.id::text, n.queued_at as "queuedAt", n.message, n.detail, n.request_id::text as "requestId", n.subject,
           (select r.version_id::text from request r where r.id = n.request_id) as "versionId", n.read_at as "readAt"
      from notification n where ${condition} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  return {
    ...keyset.page(found, ({ id }) => id),
    ...(keyset.total(found) ?? (await countUpTo(tx, Prisma.sql`from notification n where ${condition}`))),
  };
}

/** True if a person received this message since then. */
export const wasToldSince = async (tx: Tx, recipientId: string, message: string, since: Date): Promise<boolean> =>
  (await tx.notification.findFirst({
    where: { recipientId, message, queuedAt: { gt: since } },
    select: { id: true },
  })) !== null;

/** Marks notifications as read; ids of other people's are ignored. */
export async function markRead(tx: Tx, recipientId: string, ids: readonly string[], at: Date): Promise<void> {
  await tx.notification.updateMany({
    where: { recipientId, id: { in: [...ids] }, readAt: null },
    data: { readAt: at },
  });
}

/** Selects a person's unread notifications, to be counted. */
export const unreadBy = (recipientId: string): Prisma.Sql =>
  Prisma.sql`from notification n where n.recipient_id = ${recipientId}::uuid and n.address is null and n.read_at is null`;
