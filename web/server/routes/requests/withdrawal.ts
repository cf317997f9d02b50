import { withdraw } from '#application/requests/withdraw.ts';
import { DomainError } from '#domain/errors.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { lastWithdrawal } from '#prisma/repositories/requests/withdrawals.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';

/** Withdraws a request: asked here, taken by the circuit if it still waits for it. */
export function withdrawalRoute({
  database,
  channels,
  settings,
}: Pick<Dependencies, 'database' | 'channels' | 'settings'>) {
  return serve('POST /api/requests/:id/withdrawal', {
    right: 'signed-in',
    guard: 'request-agent',
    async handle({ me, params, body, at }) {
      const asked = { actor: me.actor, requestId: params.id, reason: body.reason || null, at };
      const commandId = await withdraw({ database }, asked);
      const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs);
      if (result !== null) accepted(result);
      const withdrawal = await lastWithdrawal(database.prisma, params.id);
      if (withdrawal === 'none') throw new DomainError('not-found');
      return reply(result === null ? 202 : 200, { withdrawal });
    },
  });
}
