import { holdTask } from '../../../../application/tasks/held-task.ts';
import { orderPreview } from '../../../../application/tasks/order-preview.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { accepted } from '../../../../domain/operations/outbox-command.ts';
import { findPreview } from '../../../../prisma/repositories/acts/acts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { serveDocument } from '../../pieces/serve.ts';

/** How much longer than a decision it may take: an act is typeset, perhaps after those of colleagues. */
const TIMEOUT_FACTOR = 3;
/** When whoever waited that long may ask again: the order stands. */
const RETRY_SECONDS = 1;

/** The act as the signer would sign it now: a worker typesets it, and these very bytes will be sealed. */
export function previewRoutes(dependencies: Pick<Dependencies, 'database' | 'channels' | 'settings' | 'documents'>) {
  const { database, channels, settings } = dependencies;
  return [
    serve('POST /api/tasks/:key/preview', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at }) {
        const commandId = await orderPreview({ database }, { actor: me.actor, taskKey: params.key, at });
        const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs * TIMEOUT_FACTOR);
        if (result === null) throw new DomainError('workers-late', { seconds: RETRY_SECONDS });
        const { sha256, size, title } = accepted(result);
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
