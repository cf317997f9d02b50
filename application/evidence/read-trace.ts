import { breaksOf } from '../../domain/evidence/audit.ts';
import type { ChainBreak, EventPayload, EvidenceEvent } from '../../domain/evidence/evidence.ts';
import { appendAudit, readOn } from '../../prisma/audit.ts';
import { belongsTo, consultedSince } from '../../prisma/repositories/administration/audit.ts';
import type { Deps } from '../dependencies.ts';

/** Pages of one reading, and a second look soon after, are written down once. */
const ONE_READING_MS = 15 * 60_000;

/** Records read and verified at once: between two pages the chain is everyone's, and so is this process. */
const PAGE = 500;

/**
 * Reads a chain of the audit whole, this very reading included, and verifies it. Whether the reader may is judged before.
 * `isOwn` tells the events of the request that is asked about from those of the same person's others.
 */
export async function readTrace(
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly readerId: string;
    readonly at: Date;
    readonly chain: string;
    readonly subject: string;
    readonly requestId: string | null;
    readonly verb: 'audit.consult' | 'audit.export';
  },
) {
  const { prisma } = database;
  const { readerId: actorId, at, chain, subject, requestId, verb } = asked;
  const since = new Date(at.getTime() - ONE_READING_MS);
  await database.transaction(async (tx) => {
    const again = verb === 'audit.consult' && (await consultedSince(tx, { chain, subject, actorId, since }));
    if (!again) await appendAudit(tx, { chain, at, actorId, verb, subject });
  });
  // Events are only ever added: what is read after the transaction is what it wrote, and what came since.
  const events: EvidenceEvent[] = [];
  const payloads = new Map<number, EventPayload>();
  let broken: ChainBreak | null = null;
  for (;;) {
    const records = await readOn(prisma, { chain, sequence: events.at(-1)?.sequence ?? 0 }, PAGE);
    for (const record of records) {
      broken ??= breaksOf(events.at(-1), record)[0] ?? null;
      events.push(record.event);
      if (record.payload !== null) payloads.set(record.event.sequence, record.payload);
    }
    if (records.length < PAGE) break;
  }
  const verifiedUpTo = broken === null ? (events.at(-1)?.sequence ?? 0) : broken.sequence - 1;
  const isOwn = requestId === null ? () => true : await belongsTo(prisma, chain, requestId);
  return { events, payloads, isOwn, check: { events: events.length, verifiedUpTo, broken } };
}
