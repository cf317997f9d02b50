import { Gauge, type Registry } from 'prom-client';
import { latePlaces } from '#domain/evidence/root-standing.ts';
import type { Tx } from '#prisma/client.ts';
import { sealInUse } from '#prisma/repositories/acts/seal.ts';
import { rootsStand } from '#prisma/repositories/administration/daily-roots.ts';
import { backlog } from '#prisma/repositories/operations/backlog.ts';
import { lastRun } from '#prisma/repositories/operations/housekeeping.ts';
import { together } from './together.ts';

type Labels = Readonly<Record<string, string>>;
type Reading = readonly (readonly [value: number | Date | null | undefined, labels?: Labels])[];

/** What the database says of the portal at each reading of the metrics: counts and instants, nothing that names anyone. */
export function registerGauges(registry: Registry, prisma: Tx): void {
  const gauge = (name: string, help: string, read: () => Promise<Reading>, labelNames: string[] = []) =>
    new Gauge({
      name: `harmonie_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        // The database may be away: what it said last stands.
        const reading = await read().catch(() => null);
        if (reading === null) return;
        this.reset();
        for (const [value, labels = {}] of reading) if (value != null) this.set(labels, secondsOf(value));
      },
    });
  const [waiting, run, roots] = [
    together(() => backlog(prisma)),
    together(() => lastRun(prisma)),
    together(() => rootsStand(prisma)),
  ];

  gauge(
    'commands_waiting',
    'Commands to the workers that wait, by name (10,000 at most)',
    async () => (await waiting()).commands.map(({ command, count }) => [count, { command }]),
    ['command'],
  );
  gauge(
    'commands_oldest_seconds',
    'When the oldest of them was asked for, in seconds since 1970',
    async () => (await waiting()).commands.map(({ command, since }) => [since, { command }]),
    ['command'],
  );
  gauge('mails_waiting', 'Messages that have not left (10,000 at most)', async () => [
    [(await waiting()).mails?.count ?? 0],
  ]);
  gauge('mails_oldest_seconds', 'When the oldest of them was written, in seconds since 1970', async () => [
    [(await waiting()).mails?.since],
  ]);
  gauge('requests_stopped', 'Requests that an incident stops (10,000 at most)', async () => [
    [(await waiting()).stoppedRequests],
  ]);
  gauge('daily_root_made_seconds', 'When the last daily root was made, in seconds since 1970', async () => [
    [(await roots()).madeAt],
  ]);
  gauge(
    'daily_root_written_seconds',
    'When the last daily root that is written outside was made, in seconds since 1970',
    async () => [[(await roots()).writtenOf]],
  );
  gauge('daily_root_places_late', 'Places that miss a daily root for more than a day', async () => [
    [latePlaces((await roots()).places, new Date()).length],
  ]);
  gauge('seal_end_seconds', 'When the seal in use ends, or ended, in seconds since 1970', async () => [
    [(await sealInUse(prisma))?.until],
  ]);
  gauge(
    'housekeeping_last_end_seconds',
    'When the last housekeeping went to its end, in seconds since 1970',
    async () => [[(await run())?.endedAt]],
  );
  gauge(
    'housekeeping_removed',
    'What the last housekeeping removed, by what it was',
    async () => Object.entries((await run())?.removed ?? {}).map(([what, count]) => [count, { what }]),
    ['what'],
  );
}

const secondsOf = (value: number | Date): number => (value instanceof Date ? value.getTime() / 1000 : value);
