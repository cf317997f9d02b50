import { proveSigner } from '../../../../application/tasks/prove-signer.ts';
import type { Tx } from '../../../../prisma/client.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, serve } from '../../http/route.ts';

/** Proves that the signer is there, for this task and the very bytes they were shown. */
export function stepUpRoute({ database, stepUp }: Pick<Dependencies, 'database' | 'stepUp'>) {
  return serve('POST /api/tasks/:key/step-up', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const asked = {
        actor: me.actor,
        taskKey: params.key,
        sha256: body.sha256,
        identity: { method: 'totp', verify: (tx: Tx) => stepUp.check(tx, me.userId, body.code, at) } as const,
        at,
      };
      const { proofId, expiresAt } = await proveSigner({ database }, asked);
      return created({ proofId, expiresAt: expiresAt.toISOString() });
    },
  });
}
