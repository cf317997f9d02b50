import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ActivatedJob, Engine } from 'harmonie-engine/harness';
import { openEngine } from 'harmonie-engine/harness';
import { round, WARM_UP_S } from '../figures.ts';
import { type Circuit, JOB_TYPE, LISTENER_TYPE, PAYLOAD, textOf } from './plan.ts';

/** Instances under way at the same time. */
const IN_FLIGHT = 1_024;
/** Workers of each type, and the jobs that one takes at a time: while some jobs are on their way, others are done. */
const WORKERS = 3;
const BATCH = 256;
const LEASE_MS = 60_000;

/**
 * Instances of a circuit that the engine brings to their end in a second, called without any protocol, every command
 * on disk before it is answered.
 */
export async function instancesPerSecond(circuit: Circuit, seconds: number): Promise<number> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'bench-engine-'));
  const engine = await openEngine({ dataFolder, keepEvents: false });
  try {
    await engine.execute('DEPLOY_RESOURCES', { resources: [{ name: circuit.file, content: textOf(circuit) }] });
    await play(engine, circuit, WARM_UP_S);
    const started = performance.now();
    const ended = await play(engine, circuit, seconds);
    return round((ended * 1000) / (performance.now() - started));
  } finally {
    await engine.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Keeps instances under way for so many seconds, then lets them end; how many did. With 0 seconds, plays one. */
export async function play(engine: Engine, { processId, steps }: Circuit, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let ended = 0;
  const instance = async () => {
    do {
      const end = Promise.withResolvers<void>();
      const { processInstanceKey } = await engine.execute('CREATE_PROCESS_INSTANCE', {
        bpmnProcessId: processId,
        variables: PAYLOAD,
      });
      ends.set(processInstanceKey, { left: steps.length, end });
      await end.promise;
      ended += 1;
    } while (performance.now() < until);
  };
  const ends = new Map<string, { left: number; end: PromiseWithResolvers<void> }>();
  const stepDone = (instanceKey: string) => {
    const one = ends.get(instanceKey);
    if (one === undefined) return;
    one.left -= 1;
    if (one.left > 0) return;
    ends.delete(instanceKey);
    one.end.resolve();
  };
  const worker = () =>
    work(engine, JOB_TYPE, async (job) => {
      await engine.execute('COMPLETE_JOB', { jobKey: job.key });
      stepDone(job.processInstanceKey);
    });
  const listener = () =>
    work(engine, LISTENER_TYPE, (job) => engine.execute('COMPLETE_JOB', { jobKey: job.key, result: {} }));
  const stopWorking = Array.from({ length: WORKERS }, () => [worker(), listener()]).flat();
  const stopDeciding = engine.onEvents((events) => {
    for (const event of events) {
      if (event.type !== 'USER_TASK_CREATED') continue;
      const { processInstanceKey } = event.value;
      void engine
        .execute('COMPLETE_USER_TASK', { userTaskKey: event.key, variables: { outcome: 'favorable' } })
        .then(() => stepDone(processInstanceKey));
    }
  });
  await Promise.all(Array.from({ length: seconds === 0 ? 1 : IN_FLIGHT }, instance));
  for (const stop of [...stopWorking, stopDeciding]) stop();
  return ended;
}

/** A worker: takes the jobs of a type as they come, in batches. Returns how to stop. */
function work(engine: Engine, type: string, handle: (job: ActivatedJob) => Promise<unknown>): () => void {
  let asking = false;
  let again = false;
  const take = async () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    do {
      again = false;
      const { jobs } = await engine.execute('ACTIVATE_JOBS', {
        type,
        worker: 'bench',
        timeout: LEASE_MS,
        maxJobsToActivate: BATCH,
      });
      for (const job of jobs) void handle(job);
      if (jobs.length === BATCH) again = true;
    } while (again);
    asking = false;
  };
  const stop = engine.onJobsAvailable(type, () => void take());
  void take();
  return stop;
}
