import { Router } from 'express';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import type { Caller } from '../../sign-in.ts';
import { missing, optionalNumber, refuseValue, requiredBodyOf } from '../body.ts';

/** What the engine says of itself, and its clock. */
export function cluster({ engine, history, address, version, movableClock }: GatewayContext): Router {
  const router = Router();
  router.get('/topology', (_request, response) => {
    response.json({
      brokers: [
        {
          nodeId: 0,
          host: address.host,
          port: address.grpcPort,
          partitions: [{ partitionId: 1, role: 'leader', health: 'healthy' }],
          version,
        },
      ],
      clusterId: null,
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: version,
      lastCompletedChangeId: '-1',
    });
  });
  router.get('/status', (_request, response) => {
    if (history.failure !== null) throw new Refused('UNAVAILABLE', 'Searches do not work');
    response.sendStatus(204);
  });
  router.get('/system/configuration', (_request, response) => {
    response.json({
      jobMetrics: {
        enabled: true,
        // Nothing is exported: statistics are counted over the history when they are asked for.
        exportInterval: 'PT0S',
        maxWorkerNameLength: 1_000,
        maxJobTypeLength: 1_000,
        maxTenantIdLength: 31,
        maxUniqueKeys: 1_000_000,
      },
    });
  });
  router.get('/license', (_request, response) => {
    response.json({ validLicense: true, licenseType: 'none', isCommercial: false, expiresAt: null });
  });
  router.get('/authentication/me', (_request, response) => {
    const { name } = response.locals.caller as Caller;
    response.json({
      username: name ?? 'anonymous',
      displayName: name,
      email: null,
      authorizedComponents: ['*'],
      tenants: [{ tenantId: '<default>', name: 'Default', description: null }],
      groups: [],
      roles: [],
      salesPlanType: null,
      c8Links: {},
      canLogout: false,
    });
  });
  // A clock that is moved makes deadlines pass, and reminders and silences with them.
  router.use('/clock', (_request, _response, next) => {
    if (movableClock) return next();
    throw new Refused(
      'PERMISSION_DENIED',
      'The clock is not moved here: the engine was started without --movable-clock',
    );
  });
  router.put('/clock', async (request, response) => {
    const timestamp = optionalNumber(requiredBodyOf(request, ['timestamp']), 'timestamp') ?? missing('timestamp');
    if (timestamp < 0) refuseValue('timestamp', timestamp, 'non-negative');
    await engine.execute('PIN_CLOCK', { timestamp });
    response.sendStatus(204);
  });
  router.post('/clock/reset', async (_request, response) => {
    await engine.execute('RESET_CLOCK', {});
    response.sendStatus(204);
  });
  return router;
}
