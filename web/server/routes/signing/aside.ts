import { setAside } from '#application/signing/set-aside.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, serve } from '../../http/route.ts';

/** What a signer puts aside on their own desk. */
export function asideRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('PUT /api/tasks/:key/aside', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      await setAside({ database }, { actor: me.actor, taskKey: params.key, aside: body.aside, at });
      return done;
    },
  });
}
