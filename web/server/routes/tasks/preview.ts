import { holdTask } from '#application/tasks/held-task.ts';
import { orderPreview } from '#application/tasks/order-preview.ts';
import { DomainError } from '#domain/errors.ts';
import { findPreview } from '#prisma/repositories/acts/acts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { answered } from '../../live/answers.ts';
import { serveDocument } from '../../pieces/serve.ts';

/** The act as the signer would sign it now: a worker typesets it, and these very bytes will be sealed. */
export function previewRoutes(dependencies: Pick<Dependencies, 'database' | 'channels' | 'settings' | 'documents'>) {
  const { database } = dependencies;
  return [
    serve('POST /api/tasks/:key/preview', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at }) {
        const commandId = await orderPreview({ database }, { actor: me.actor, taskKey: params.key, at });
        const { sha256, size, title } = await answered(dependencies, commandId);
        return ok({ sha256, size, title });
      },
    }),
    serve('GET /api/tasks/:key/preview/:sha256', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at, response }) {
        const { key: taskKey, sha256 } = params;
        const preview = await findPreview(database.prisma, { taskKey, signerId: me.personId, sha256 });
        if (!preview) throw new DomainError('not-found');
        // Once the right to sign ended, so did the right to read what was to be signed.
        await holdTask(database.prisma, me.actor, taskKey, at);
        return serveDocument(dependencies, response, { sha256, fileName: 'projet.pdf' });
      },
    }),
  ];
}
