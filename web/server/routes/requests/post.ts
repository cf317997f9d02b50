import { correctReceipt, recordPosting, recordReceipt } from '#application/requests/record-post.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, serve } from '../../http/route.ts';

/** What a manager records of an act that was sent to its agent by post. */
export function postRoutes({ database }: Pick<Dependencies, 'database'>) {
  return [
    serve('POST /api/requests/:id/acts/:actId/post', {
      right: ['gestionnaire'],
      guard: 'request-reader',
      async handle({ me, params, body, at }) {
        const asked = { actor: me.actor, requestId: params.id, actId: params.actId, at };
        return created({ id: await recordPosting({ database }, { ...asked, ...body }) });
      },
    }),
    serve('POST /api/requests/:id/acts/:actId/post/:noticeId/receipt', {
      right: ['gestionnaire'],
      guard: 'request-reader',
      async handle({ me, params, body, at }) {
        const { id: requestId, actId, noticeId } = params;
        await recordReceipt({ database }, { actor: me.actor, requestId, actId, noticeId, at, ...body });
        return done;
      },
    }),
    serve('POST /api/requests/:id/acts/:actId/post/:noticeId/correction', {
      right: ['gestionnaire'],
      guard: 'request-reader',
      async handle({ me, params, body, at }) {
        const { id: requestId, actId, noticeId } = params;
        await correctReceipt({ database }, { actor: me.actor, requestId, actId, noticeId, at, ...body });
        return done;
      },
    }),
  ];
}
