import { setTimeout as pause } from 'node:timers/promises';
import { launchActBatch } from '#application/act-batches/launch-batch.ts';
import { receiveActBatch } from '#application/act-batches/receive-batch.ts';
import { createVersions } from '#application/versions.ts';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { findActBatch, listActLines } from '#prisma/repositories/requests/act-batches.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { startTestServer } from '#prisma/testing/server.ts';
import { openWorkerBench } from '#workers/testing/bench.ts';

const KIND = 'avancement-echelon';
const LOOK_MS = 100;
const round = (ms: number): number => Math.round(ms / 10) / 100;

/**
 * Measures an act started for many agents (1,000): how long they are tried, then filed, the workers and the engine, which starts
 * their circuits meanwhile, in one process.
 */
export async function benchBatch(args: string[]): Promise<Record<string, unknown>> {
  const acts = Math.min(1_000, Math.max(1, Number(args[0] ?? 1_000) || 1_000));
  // As durable as a portal's own.
  const server = await startTestServer({ fsync: 'on' });
  process.env.HARMONIE_TEST_DATABASE = server.url;
  const bench = await openWorkerBench();
  try {
    const { database } = bench.db;
    const { prisma } = database;
    const court = await aStructure(prisma, 'Tribunal');
    const from = dateColumn('2020-01-01');
    await prisma.kindOpening.create({ data: { kind: KIND, structureId: court.id, open: true, from } });
    const nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(database);
    for (let n = 0; n < acts; n++) await aPerson('Claire').postedIn(court).make(database);
    await bench.start();

    const deps = { database, versions: createVersions(database) };
    const [actor, at] = [await actorFacts(prisma, nadia), new Date()];
    const effectDate = dayAfter(parisDay(at), { months: 3 });
    const answers = { basis: 'seniority', effectDate, echelon: 7, index: 435 };
    const reached = async (id: string, state: string) => {
      const [begun, spent] = [performance.now(), process.cpuUsage()];
      while ((await findActBatch(prisma, id))?.state !== state) await pause(LOOK_MS);
      const { user, system } = process.cpuUsage(spent);
      return { seconds: round(performance.now() - begun), processor: round((user + system) / 1_000) };
    };
    const id = await receiveActBatch(deps, { actor, kind: KIND, answers, agents: { filter: {} }, at });
    const tried = await reached(id, 'planned');
    await launchActBatch(deps, { actor, id, at: new Date() });
    const filed = await reached(id, 'done');
    const { items } = await listActLines(prisma, id, { state: 'fault', page: 1, pageSize: 1 });
    if (items[0] !== undefined) throw new Error(`not filed: ${JSON.stringify(items[0].faults)}`);
    return { bench: 'batch', acts, tried, filed };
  } finally {
    await bench.close();
    await server.stop();
  }
}
