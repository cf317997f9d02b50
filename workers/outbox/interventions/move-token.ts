import { parisDay } from '#domain/calendar/civil-date.ts';
import { idAt } from '#domain/circuit/blocks/block.ts';
import type { MoveBar } from '#domain/circuit/interventions/token-move.ts';
import type { OutboxPayloads, OutboxRefusal } from '#domain/outbox/outbox-command.ts';
import { canMoveToken } from '#domain/permissions/operations.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { findOperated, type OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { eventDetail, recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import type { WorkerContext } from '../../context.ts';
import { engineRefuses, refusesForGood } from '../../migration/engine-refusal.ts';
import type { CommandHandler } from '../command.ts';
import { judgedMove } from './judged-move.ts';

type Move = OutboxPayloads['move-token'];

/**
 * Moves a token of a request to another element, judged again at this moment: what is left is stopped, its tasks with it, and what
 * is entered begins anew. After a crash the engine says whether it was done.
 */
export const moveToken: CommandHandler<'move-token'> = async (context, move, { attempts }) => {
  const { prisma } = context.database;
  const { requestId, tokenKey, to } = move;
  const request = await findOperated(prisma, requestId);
  if (request === null) return { refused: 'not-found' };
  if ((await eventDetail(prisma, { requestId, kind: 'moved', factKey: keyOf(move) }))?.to === to) return { to };
  if (!canMoveToken(await actorFacts(prisma, move.actorId), request, parisDay(context.now())))
    return { refused: 'forbidden' };
  const { token, bar } = await judgedMove(context, request, move);
  // Records where it stood, not what the requester says.
  if (token !== null && (token.instanceKey !== move.instanceKey || token.place !== move.from))
    return barredBy({ cause: 'token-gone', params: {} });
  const isEntered = token === null && attempts > 1 && (await wasEntered(context, move));
  if (!isEntered) {
    if (bar !== null) return barredBy(bar);
    try {
      const instruction = { enter: idAt(to), leave: tokenKey };
      if (!(await context.engine.modifyInstance(move.instanceKey, instruction)))
        return barredBy({ cause: 'token-gone', params: {} });
    } catch (error) {
      if (!refusesForGood(error)) throw error;
      return barredBy(engineRefuses(error));
    }
  }
  await record(context, request, move);
  return { to };
};

const barredBy = ({ cause, params }: MoveBar): OutboxRefusal => ({
  refused: 'move-barred',
  params: { cause, ...params },
});

const keyOf = ({ tokenKey }: Move): string => factKey('moved', tokenKey);

/** Whether an earlier attempt moved it: what was entered there came after it. */
async function wasEntered({ engine }: WorkerContext, { instanceKey, tokenKey, to }: Move): Promise<boolean> {
  const passages = await engine.searchElementInstances(instanceKey);
  return passages.some(
    ({ elementId, elementInstanceKey }) =>
      elementId === idAt(to) && BigInt(String(elementInstanceKey)) > BigInt(tokenKey),
  );
}

async function record(
  { database }: WorkerContext,
  { agentId }: OperatedRow,
  { requestId, tokenKey, from, to, actorId, reason, askedAt }: Move,
): Promise<void> {
  // By the rights of that day: they were looked at before it was done.
  const at = new Date(askedAt);
  await database.transaction(async (tx) => {
    const fact = { requestId, at, actorId, elementId: to, kind: 'moved', factKey: factKey('moved', tokenKey) } as const;
    if (!(await recordRequestEvent(tx, { ...fact, detail: { from, to, reason } }))) return;
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId,
      verb: 'token.move',
      subject: `request:${requestId}`,
      payload: { tokenKey, from, to, reason },
    });
  });
}
