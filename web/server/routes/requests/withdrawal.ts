import { seeRequest } from '../../../../application/seen-request.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { accepted } from '../../../../domain/outbox-command.ts';
import { canWithdraw, isRequester } from '../../../../domain/permissions/request.ts';
import { factKey } from '../../../../domain/request-event.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { enqueue } from '../../../../prisma/repositories/outbox.ts';
import { lockRequest, recordRequestEvent } from '../../../../prisma/repositories/progress.ts';
import { insertWithdrawal, lastWithdrawal } from '../../../../prisma/repositories/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';

/** Withdraws a request: asked here, taken by the circuit if it still waits for it. */
export function withdrawalRoute({ database, bells, settings }: Pick<Dependencies, 'database' | 'bells' | 'settings'>) {
  return serve('POST /api/requests/:id/withdrawal', {
    right: 'signed-in',
    guard: 'request-agent',
    async handle({ me, params, body, at }) {
      const actor = await me.actor();
      const outboxId = await database.transaction(async (tx) => {
        await lockRequest(tx, params.id);
        const { row, facts } = await seeRequest(tx, actor, params.id, at);
        const day = parisDay(at);
        if (!isRequester(actor, facts, day)) throw new DomainError('forbidden');
        if (facts.withdrawalPending) throw new DomainError('withdrawal-pending');
        if (facts.closed) throw new DomainError('request-closed');
        if (!canWithdraw(actor, facts, day)) throw new DomainError('withdrawal-too-late');
        const withdrawalId = await insertWithdrawal(tx, {
          requestId: row.id,
          byId: me.personId,
          reason: body.reason || null,
          askedAt: at,
        });
        await recordRequestEvent(tx, {
          requestId: row.id,
          kind: 'withdrawal-asked',
          factKey: factKey('withdrawal-asked', withdrawalId),
          at,
          actorId: me.personId,
        });
        await appendAudit(tx, {
          chain: row.agentId,
          at,
          actorId: me.personId,
          verb: 'withdrawal.ask',
          subject: withdrawalId,
          payload: { requestId: row.id },
        });
        return enqueue(tx, { command: 'withdraw', payload: { requestId: row.id, withdrawalId } });
      });
      const result = await bells.waitForOutbox(outboxId, settings.patienceMs);
      if (result !== null) accepted(result);
      const withdrawal = await lastWithdrawal(database.prisma, params.id);
      if (withdrawal === 'none') throw new DomainError('not-found');
      return reply(result === null ? 202 : 200, { withdrawal });
    },
  });
}
