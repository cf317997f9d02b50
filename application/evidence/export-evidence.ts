import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { erasureOf } from '#domain/evidence/audit.ts';
import {
  type Evidence,
  type EvidenceEvent,
  type ExtractedEvent,
  isInFull,
  withoutContent,
} from '#domain/evidence/evidence.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canExportEvidence } from '#domain/permissions/request.ts';
import { appendAudit, holdChain, readChain, readPayloads } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { actEvidence } from '#prisma/repositories/acts/acts.ts';
import { belongsTo } from '#prisma/repositories/administration/audit.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from '../requests/seen-request.ts';
import { dayProver, type ProveDay } from './prove-day.ts';

/**
 * Exports what proves a sealed act: its evidence, and the chain of its agent from the request's
 * first event on. The request's own events come with their payload and the salt that proves it, the
 * others only with their hash. The export is itself an event of the chain, and the last of the
 * extract.
 * @param proveDay given when this act is one of several
 * @throws {DomainError} not-found, act-not-sealed, too-many-requests
 */
export async function exportEvidence(
  { database, documents }: Pick<Deps, 'database'> & { readonly documents: Pick<DocumentStore, 'read'> },
  asked: { readonly actor: Actor; readonly requestId: string; readonly actId: string; readonly at: Date },
  proveDay?: ProveDay,
) {
  const { prisma } = database;
  const { actor, requestId, actId, at } = asked;
  const { row, facts } = await seeRequest(prisma, actor, requestId, at);
  if (!canExportEvidence(actor, facts, parisDay(at))) throw new DomainError('act-not-sealed');
  const act = await actEvidence(prisma, row.id, actId);
  if (!act?.evidence) throw new DomainError('act-not-sealed');
  const { id, agentId: chain } = row;
  const prove = proveDay ?? dayProver({ prisma, documents }, { actIds: [actId], askedBy: actor.personId });
  const root = await prove(actId);
  const evidence = act.evidence as unknown as Evidence;
  const audit = await database.transaction(async (tx) => {
    await holdChain(tx, chain);
    const extract = await extractOf(tx, { chain, requestId: id, sealed: evidence.ownEvents ?? [] });
    const ownEvents = extract.filter(isInFull).map(({ sequence }) => sequence);
    const trace = { chain, at, actorId: actor.personId, subject: actId, payload: { requestId: id, ownEvents } };
    return [...extract, await appendAudit(tx, { ...trace, verb: 'evidence.export' })];
  });
  return { ...evidence, audit, ...(root !== null && { root }) };
}

/**
 * Extracts the events of a chain from the first that belongs to this request; those of other
 * requests come without their payload. Events that the seal lists as the request's own remain its
 * own.
 */
async function extractOf(
  tx: Tx,
  {
    chain,
    requestId,
    sealed,
  }: { readonly chain: string; readonly requestId: string; readonly sealed: readonly number[] },
): Promise<ExtractedEvent[]> {
  const events = await readChain(tx, chain);
  const payloads = new Map(
    (await readPayloads(tx, chain)).map(({ sequence, salt, content }) => [sequence, { salt, content }]),
  );
  const known = await belongsTo(tx, chain, requestId);
  const named = new Set(sealed);
  const belongs = (event: EvidenceEvent) => named.has(event.sequence) || known(event);
  const erasures = new Set(events.filter(belongs).map(({ sequence }) => erasureOf(sequence)));
  const isOwn = (event: EvidenceEvent) =>
    belongs(event) || (event.verb === 'payload.erase' && erasures.has(event.subject));
  return events.slice(Math.max(0, events.findIndex(isOwn))).map((event) => {
    const payload = payloads.get(event.sequence);
    return isOwn(event) && payload ? { ...event, payload } : withoutContent(event);
  });
}
