import { randomBytes } from 'node:crypto';
import { type AuditVerb, payloadDigest } from '../domain/evidence/audit.ts';
import { chain, type EvidenceEvent, GENESIS_HASH } from '../domain/evidence/evidence.ts';
import type { Prisma, Tx } from './client.ts';

/** A fact to write down, in the very transaction that makes it. */
export interface AuditEntry {
  /** Whose file it belongs to (a person's id), or « system ». */
  readonly chain: string;
  readonly at: Date;
  /** Null when the portal acted by itself. */
  readonly actorId: string | null;
  readonly verb: AuditVerb;
  /** What it is about: an identifier, never a name. */
  readonly subject: string;
  /** JSON; it can be erased later without breaking the chain. */
  readonly payload?: Prisma.InputJsonObject;
}

/**
 * Adds an event at the end of its chain. The lock is the chain's, until the transaction ends: numbers have no gap, and
 * two files never wait for each other. Take it last in a long transaction.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<EvidenceEvent> {
  await tx.$queryRaw`select 1 as locked from pg_advisory_xact_lock(hashtextextended(${`audit:${entry.chain}`}, 0))`;
  const last = await tx.auditEvent.findFirst({
    where: { chain: entry.chain },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, hash: true },
  });
  const salt = randomBytes(16).toString('hex');
  const content = entry.payload ?? {};
  const event = chain(last?.hash ?? GENESIS_HASH, {
    sequence: (last?.sequence ?? 0) + 1,
    at: entry.at.toISOString(),
    verb: entry.verb,
    actorId: entry.actorId,
    subject: entry.subject,
    payloadDigest: payloadDigest(salt, content),
  });
  await tx.auditEvent.create({ data: { chain: entry.chain, ...event, at: entry.at } });
  await tx.auditPayload.create({ data: { chain: entry.chain, sequence: event.sequence, salt, content } });
  return event;
}

/** A chain, in order, as the evidence carries it. */
export async function readChain(tx: Tx, chainName: string): Promise<EvidenceEvent[]> {
  const rows = await tx.auditEvent.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ chain: _, at, ...event }) => ({ ...event, at: at.toISOString() }));
}

/** The payloads of a chain that were not erased. */
export async function readPayloads(tx: Tx, chainName: string) {
  const rows = await tx.auditPayload.findMany({ where: { chain: chainName }, orderBy: { sequence: 'asc' } });
  return rows.map(({ sequence, salt, content }) => ({ sequence, salt, content: content as unknown }));
}
