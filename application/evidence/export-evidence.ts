import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Evidence, withoutContent } from '../../domain/evidence/evidence.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canExportEvidence } from '../../domain/permissions/request.ts';
import { appendAudit, readChain } from '../../prisma/audit.ts';
import { actEvidence } from '../../prisma/repositories/acts/acts.ts';
import { belongsTo } from '../../prisma/repositories/administration/audit.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from '../requests/seen-request.ts';

/**
 * What proves a sealed act: its evidence, and the chain of its agent from the request's first event on. The export is
 * itself an event of the chain, and the last of the extract.
 * @throws {DomainError} not-found, act-not-sealed
 */
export async function exportEvidence(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly requestId: string; readonly actId: string; readonly at: Date },
) {
  const { prisma } = database;
  const { actor, requestId, actId, at } = asked;
  const { row, facts } = await seeRequest(prisma, actor, requestId, at);
  if (!canExportEvidence(actor, facts, parisDay(at))) throw new DomainError('act-not-sealed');
  const act = await actEvidence(prisma, row.id, actId);
  if (!act?.evidence) throw new DomainError('act-not-sealed');
  const { id, agentId: chain } = row;
  const audit = await database.transaction(async (tx) => {
    const trace = { chain, at, actorId: actor.personId, subject: actId, payload: { requestId: id } };
    await appendAudit(tx, { ...trace, verb: 'evidence.export' });
    const isOwn = await belongsTo(tx, chain, id);
    const events = await readChain(tx, chain);
    const first = Math.max(0, events.findIndex(isOwn));
    return events.slice(first).map((event) => (isOwn(event) ? event : withoutContent(event)));
  });
  return { ...(act.evidence as unknown as Evidence), audit };
}
