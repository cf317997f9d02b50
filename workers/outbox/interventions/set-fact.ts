import { parisDay } from '#domain/calendar/civil-date.ts';
import type { OutboxPayloads } from '#domain/outbox/outbox-command.ts';
import { canSetFact } from '#domain/permissions/operations.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { findOperated, type OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { eventDetail, recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { bundleOfVersion } from '../../circuits/read/version-bundle.ts';
import type { WorkerContext } from '../../context.ts';
import type { CommandHandler } from '../command.ts';
import { treeOf } from './standing-tokens.ts';

type Asked = OutboxPayloads['set-fact'];

/**
 * Puts a fact right in the request's own instance, and in each block that was given it. A name that a step gives is none,
 * whatever its form says: what somebody decided is not written by an operator. Where all of them hold it already, as when it was
 * sent twice, nothing is written.
 */
export const setFact: CommandHandler<'set-fact'> = async (context, asked, { attempts }) => {
  const { prisma } = context.database;
  const { requestId, interventionId, name, value, actorId } = asked;
  const request = await findOperated(prisma, requestId);
  if (request === null) return { refused: 'not-found' };
  const fact = { requestId, kind: 'fact-set', factKey: factKey('fact-set', interventionId) } as const;
  if ((await eventDetail(prisma, fact)) !== undefined) return { name };
  if (!canSetFact(await actorFacts(prisma, actorId), request, parisDay(context.now()))) return { refused: 'forbidden' };
  if (request.closedAt !== null) return { refused: 'request-closed' };
  const bundle = await bundleOfVersion(prisma, { id: request.versionId, kind: request.kind });
  const { decided } = await context.inspector.variables(bundle);
  if (decided.includes(name)) return { refused: 'fact-decided', params: { name } };
  const tree = await treeOf(context, request);
  if (tree.length === 0) return { refused: 'instance-gone' };
  let former: unknown = null;
  // An earlier attempt may have set it without a word.
  let isChanged = attempts > 1;
  for (const { key, path } of tree) {
    const held = await context.engine.variableOf(key, name);
    if (path === '') former = held ?? null;
    if (path !== '' && held === undefined) continue;
    isChanged ||= (held ?? null) !== value;
    await context.engine.setVariables(key, { [name]: value });
  }
  if (isChanged) await record(context, request, { asked, former });
  return { name };
};

async function record(
  { database }: WorkerContext,
  { agentId }: OperatedRow,
  { asked, former }: { readonly asked: Asked; readonly former: unknown },
): Promise<void> {
  const { requestId, interventionId, name, value, actorId, reason, askedAt } = asked;
  const at = new Date(askedAt);
  await database.transaction(async (tx) => {
    const fact = { requestId, at, actorId, kind: 'fact-set', factKey: factKey('fact-set', interventionId) } as const;
    const detail = { name, value: said(value), former: said(former), reason };
    if (!(await recordRequestEvent(tx, { ...fact, detail }))) return;
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId,
      verb: 'fact.set',
      subject: `request:${requestId}`,
      payload: { name, value: said(value), former: said(former), reason },
    });
  });
}

const said = (value: unknown): string => (value === null ? '' : String(value));
