import { type AuditRecord, breaksOf } from '#domain/evidence/audit.ts';
import type { ChainBreak, EventPayload, EvidenceEvent } from '#domain/evidence/evidence.ts';
import { appendAudit, chainHead, readOn } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { belongsTo, consultedSince, eventsWritten } from '#prisma/repositories/administration/audit.ts';
import type { Deps } from '../dependencies.ts';

/** The pages of one reading, and another look soon after, are recorded once. */
const ONE_READING_MS = 15 * 60_000;

/**
 * Records read and verified at once: between two pages, others can use the chain and this process.
 */
const PAGE = 500;

/** Whose chain is read, and by whom. The caller has checked that they may. */
export interface Reading {
  readonly readerId: string;
  readonly at: Date;
  readonly chain: string;
  readonly subject: string;
  /** Only the events of this request, among those of the same person; null: all of them. */
  readonly requestId: string | null;
}

/** How far a chain verifies, from its first event to its last. */
export interface ChainStands {
  readonly events: number;
  readonly verifiedUpTo: number;
  readonly broken: ChainBreak | null;
}

/**
 * Reads one page of an audit chain, this very reading included, and how many events it has. Does
 * not verify them, so that a page costs the same for chains of any length.
 */
export async function readPage(
  { database }: Pick<Deps, 'database'>,
  {
    actorId,
    verb,
    page,
    pageSize,
    ...reading
  }: Reading & Omit<Parameters<typeof eventsWritten>[1], 'chain' | 'requestId'>,
) {
  const { prisma } = database;
  await noteReading({ database }, reading, 'audit.consult');
  const { chain, requestId } = reading;
  const written = await eventsWritten(prisma, { chain, requestId, actorId, verb, page, pageSize });
  return { ...written, events: (await chainHead(prisma, chain)).events };
}

/** Verifies a chain from its first event to its last, with only one page in memory. */
export async function checkTrace({ database }: Pick<Deps, 'database'>, reading: Reading): Promise<ChainStands> {
  await noteReading({ database }, reading, 'audit.consult');
  return verified(database.prisma, reading.chain, () => {});
}

/**
 * Reads a whole audit chain, this very reading included, and verifies it. `isOwn` tells the events
 * of the request in question from those of the same person's other requests.
 */
export async function readTrace({ database }: Pick<Deps, 'database'>, reading: Reading) {
  const { prisma } = database;
  const { chain, requestId } = reading;
  await noteReading({ database }, reading, 'audit.export');
  const events: EvidenceEvent[] = [];
  const payloads = new Map<number, EventPayload>();
  const check = await verified(prisma, chain, ({ event, payload }) => {
    events.push(event);
    if (payload !== null) payloads.set(event.sequence, payload);
  });
  const isOwn = requestId === null ? () => true : await belongsTo(prisma, chain, requestId);
  return { events, payloads, isOwn, check };
}

const noteReading = (
  { database }: Pick<Deps, 'database'>,
  { readerId: actorId, at, chain, subject }: Reading,
  verb: 'audit.consult' | 'audit.export',
): Promise<void> =>
  database.transaction(async (tx) => {
    const since = new Date(at.getTime() - ONE_READING_MS);
    const again = verb === 'audit.consult' && (await consultedSince(tx, { chain, subject, actorId, since }));
    if (!again) await appendAudit(tx, { chain, at, actorId, verb, subject });
  });

/**
 * Verifies a chain page by page. Events are only ever added: what is read after a transaction is
 * what it wrote, and what came since.
 */
async function verified(tx: Tx, chain: string, each: (record: AuditRecord) => void): Promise<ChainStands> {
  let last: EvidenceEvent | undefined;
  let events = 0;
  let broken: ChainBreak | null = null;
  for (;;) {
    const records = await readOn(tx, { chain, sequence: last?.sequence ?? 0 }, PAGE);
    for (const record of records) {
      broken ??= breaksOf(last, record)[0] ?? null;
      last = record.event;
      events += 1;
      each(record);
    }
    if (records.length < PAGE) break;
  }
  return { events, verifiedUpTo: broken === null ? (last?.sequence ?? 0) : broken.sequence - 1, broken };
}
