import type { z } from 'zod';
import { decide } from '#application/tasks/decide.ts';
import { keepDecision } from '#application/tasks/reply-to-decision.ts';
import type { Versions } from '#application/versions.ts';
import { DomainError, type Refusal } from '#domain/errors.ts';
import { isRefusal } from '#domain/outbox/outbox-command.ts';
import { repliesTo } from '#prisma/repositories/tasks/decision-replies.ts';
import type { DecisionReceipt } from '#web/contract/requests/tasks.ts';
import type { Dependencies } from '../../dependencies.ts';
import { reply, serve } from '../../http/route.ts';
import { nextTask } from './next-task.ts';

const refusalOf = ({ code, params, faults }: Refusal): DomainError =>
  new DomainError(code === 'task-ended' ? 'task-already-decided' : code, params, faults);

/** Decides, and answers with the next task of the same person on the request. */
export function decisionRoute({
  database,
  channels,
  settings,
  versions,
  forms,
}: Pick<Dependencies, 'database' | 'channels' | 'settings' | 'forms'> & { versions: Versions }) {
  return serve('POST /api/tasks/:key/decision', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const asked = { actor: me.actor, signIn: me.signIn, taskKey: params.key, decision: body, at };
      const { decisionId, requestId, commandId } = await decide({ database, versions, forms }, asked);
      const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs);
      if (result !== null && isRefusal(result)) {
        const { refused } = await repliesTo(database.prisma, decisionId);
        throw refusalOf(refused ?? { code: result.refused, params: result.params ?? {}, faults: [] });
      }
      if (result === null) {
        const kept = { decisionId, taskKey: params.key, at };
        const refused = await database.transaction((tx) => keepDecision(tx, kept));
        if (refused !== null) throw refusalOf(refused);
      }
      const state = result === null ? ('kept' as const) : ('recorded' as const);
      const receipt: z.infer<typeof DecisionReceipt> = {
        decisionId,
        state,
        requestId,
        nextTaskKey:
          state === 'kept'
            ? null
            : await nextTask(database.prisma, channels, { key: params.key, requestId }, me.personId, body.outcome),
      };
      return reply(state === 'kept' ? 202 : 200, receipt);
    },
  });
}
