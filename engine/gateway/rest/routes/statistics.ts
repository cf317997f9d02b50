import { type Request, type RequestHandler, Router } from 'express';
import { Duration } from 'luxon';
import type { StatisticsName } from '../../../history/search/statistics.ts';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import { checkTenants } from '../../tenants.ts';
import { type Body, bodyOf, objectOf, optionalText, readMoment } from '../body.ts';
import { departure } from '../departure.ts';

type Found = Record<string, unknown>;

/** How many points a time series has, where the caller does not say how far apart they are. */
const POINTS = 100;
const MINUTE_MS = 60_000;

/** Counts over all that the history holds: of instances, incidents, subscriptions and jobs. */
export function statistics(context: GatewayContext): Router {
  const { history } = context;
  const router = Router();
  const counting =
    (
      name: StatisticsName,
      fields: readonly string[],
      filterOf = (body: Body): unknown => body.filter,
      shape = (item: Found): Found => item,
    ): RequestHandler =>
    async (request, response) => {
      const body = bodyOf(request, fields);
      const { sort, page } = body;
      const found = await history.until(departure(response)).counts(name, { filter: filterOf(body), sort, page });
      response.json({ ...found, items: found.items.map(shape) });
    };

  router.post('/process-definitions/statistics/process-instances', counting('definitionInstances', ['page', 'sort']));
  router.post(
    '/process-definitions/statistics/process-instances-by-version',
    counting('definitionVersions', ['page', 'sort', 'filter']),
  );
  router.post(
    '/process-definitions/statistics/message-subscriptions',
    counting('definitionSubscriptions', ['page', 'filter']),
  );
  router.post('/incidents/statistics/process-instances-by-error', counting('incidentsByError', ['page', 'sort']));
  router.post(
    '/incidents/statistics/process-instances-by-definition',
    counting('incidentsByDefinition', ['page', 'sort', 'filter']),
  );

  const jobFields = ['filter', 'page'];
  router.post('/jobs/statistics/by-types', counting('jobsByType', jobFields, everOr(context), metrics));
  router.post('/jobs/statistics/by-workers', counting('jobsByWorker', jobFields, undefined, metrics));
  router.post('/jobs/statistics/errors', counting('jobErrors', jobFields));
  router.post('/jobs/statistics/time-series', counting('jobTimeSeries', jobFields, withResolution, metrics));
  router.get('/jobs/statistics/global', async (request, response) => {
    const { from, to, jobType } = queryOf(request, ['from', 'to', 'jobType']);
    const totals = await history.until(departure(response)).totals('jobTotals', { from, to, jobType });
    response.json({ ...metrics(totals), isIncomplete: false });
  });

  router.get('/system/usage-metrics', async (request, response) => {
    const { startTime, endTime, tenantId, withTenants } = queryOf(request, [
      'startTime',
      'endTime',
      'tenantId',
      'withTenants',
    ]);
    checkTenants('request', tenantId);
    readMoment({ startTime }, 'startTime');
    readMoment({ endTime }, 'endTime');
    const used = await history.until(departure(response)).totals('usage', { from: startTime, to: endTime });
    response.json({ ...used, activeTenants: 1, tenants: withTenants === 'true' ? { '<default>': used } : {} });
  });
  return router;
}

/** Parameters of the address, those known; each at most once. */
function queryOf(request: Request, known: readonly string[]): Record<string, string | undefined> {
  const query = bodyOf({ body: { ...request.query } }, known);
  return Object.fromEntries(known.map((name) => [name, optionalText(query, name)]));
}

/** Where the API lets the caller leave out the time, all of it is meant. */
function everOr({ engine }: GatewayContext): (body: Body) => unknown {
  return (body) => body.filter ?? { from: 0, to: engine.now() };
}

/** The distance of two points, read as a duration and given as milliseconds. */
function withResolution(body: Body): unknown {
  const filter = objectOf(body, 'filter', ['from', 'to', 'jobType', 'resolution']);
  const wanted = optionalText(filter, 'resolution');
  const given = wanted === undefined ? undefined : Duration.fromISO(wanted).toMillis();
  if (given !== undefined && !(given >= 1))
    throw new Refused('INVALID_ARGUMENT', "'resolution' must be an ISO 8601 duration, such as PT1M");
  const span = readMoment(filter, 'to') - readMoment(filter, 'from');
  return { ...filter, resolution: given ?? Math.max(1, Math.ceil(span / POINTS / MINUTE_MS)) * MINUTE_MS };
}

/** A count with the time of its last change, for each of the three things that become of a job. */
function metrics({ created, createdAt, completed, completedAt, failed, failedAt, ...rest }: Found): Found {
  return {
    ...rest,
    created: metric(created, createdAt),
    completed: metric(completed, completedAt),
    failed: metric(failed, failedAt),
  };
}

function metric(count: unknown, at: unknown): object {
  const time = at === null || at === undefined ? null : new Date(at as string | number).toISOString();
  return { count: Number(count ?? 0), lastUpdatedAt: time };
}
