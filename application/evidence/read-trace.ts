import { verifyChain } from '../../domain/evidence/audit.ts';
import { appendAudit, readChain, readPayloads } from '../../prisma/audit.ts';
import { belongsTo, consultedSince } from '../../prisma/repositories/administration/audit.ts';
import type { Deps } from '../dependencies.ts';

/** Pages of one reading, and a second look soon after, are written down once. */
const ONE_READING_MS = 15 * 60_000;

/**
 * Reads a chain of the audit whole, this very reading included, and verifies it. Whether the reader may is judged before.
 * `isOwn` tells the events of the request that is asked about from those of the same person's others.
 */
export const readTrace = (
  { database }: Pick<Deps, 'database'>,
  asked: {
    readonly readerId: string;
    readonly at: Date;
    readonly chain: string;
    readonly subject: string;
    readonly requestId: string | null;
    readonly verb: 'audit.consult' | 'audit.export';
  },
) =>
  database.transaction(async (tx) => {
    const { readerId: actorId, at, chain, subject, requestId, verb } = asked;
    const since = new Date(at.getTime() - ONE_READING_MS);
    const again = verb === 'audit.consult' && (await consultedSince(tx, { chain, subject, actorId, since }));
    if (!again) await appendAudit(tx, { chain, at, actorId, verb, subject });
    const events = await readChain(tx, chain);
    const payloads = new Map((await readPayloads(tx, chain)).map((payload) => [payload.sequence, payload]));
    const broken = verifyChain(events, [...payloads.values()]);
    const verifiedUpTo = broken === null ? (events.at(-1)?.sequence ?? 0) : broken.sequence - 1;
    const isOwn = requestId === null ? () => true : await belongsTo(tx, chain, requestId);
    return { events, payloads, isOwn, check: { events: events.length, verifiedUpTo, broken } };
  });
