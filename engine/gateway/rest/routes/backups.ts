import { Router } from 'express';
import type { GatewayContext } from '../../context.ts';

/**
 * Copies of the engine while it works, for who keeps it: beside the API, since a cluster has its own. The caller of POST
 * fixes the moment in its other stores, then releases within ten seconds: 409 says that it was too late. It takes the
 * files from the folder that is named, on this machine, and discards the copy.
 */
export function backups({ backups: copies }: GatewayContext): Router {
  const router = Router();
  router.post('/backups', async (_request, response) => {
    response.status(201).json(await copies.take());
  });
  router.post('/backups/:backupId/release', (request, response) => {
    response.json({ heldMs: Math.ceil(copies.release(request.params.backupId)) });
  });
  router.delete('/backups/:backupId', async (request, response) => {
    await copies.discard(request.params.backupId);
    response.sendStatus(204);
  });
  return router;
}
