import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGatewayProcess } from 'harmonie-engine/harness';
import { instancesPerSecond } from './engine/in-process.ts';
import { groupCommitsPerSecond, grpcCallsPerSecond } from './engine/limits.ts';
import { peerPerSecond } from './engine/peer.ts';
import { FIVE_TASK, HR_CIRCUIT, ONE_TASK } from './engine/plan.ts';
import { SdkBench } from './engine/through-sdk.ts';
import { recovery } from './engine/waiting.ts';
import { round } from './figures.ts';

/** Instances offered in a second: what Camunda publishes figures of, and twice as many. */
const [OFFERED_PER_S, TWICE_PER_S] = [300, 600];
const WAITING = 100_000;
const IDLE_MS = 3_000;

/**
 * Measures the embedded engine: in process, through the public client, beside another engine and the machine's limits;
 * its start, memory, and recovery. Everything is durable but the peer in memory. The first argument is the length of
 * each measure in seconds (10).
 */
export async function benchEngine(args: string[]): Promise<Record<string, unknown>> {
  const seconds = Math.max(1, Number(args[0] ?? 10) || 10);
  const progress = (what: string) => process.stderr.write(`  ${what}…\n`);

  progress('in process');
  const inprocess = {
    five_task_per_s: await instancesPerSecond(FIVE_TASK, seconds),
    hr_circuit_per_s: await instancesPerSecond(HR_CIRCUIT, seconds),
  };
  progress('through the client');
  const through = await inFolder(async (folder) => {
    const gateway = await startGatewayProcess(folder);
    await pause(IDLE_MS);
    const idle = round(await gateway.rssMb());
    const sdk = await SdkBench.open(gateway.grpcAddress, [ONE_TASK, FIVE_TASK]);
    try {
      const one_task_per_s = await sdk.perSecond(ONE_TASK, seconds);
      const one_task_at_300 = await sdk.latencies(ONE_TASK, { rate: OFFERED_PER_S, seconds });
      const one_task_at_600 = await sdk.latencies(ONE_TASK, { rate: TWICE_PER_S, seconds });
      const five_task_per_s = await sdk.perSecond(FIVE_TASK, seconds);
      return {
        sdk: { one_task_per_s, one_task_at_300, one_task_at_600, five_task_per_s },
        idle,
        startMs: round(gateway.startMs),
      };
    } finally {
      await sdk.close();
      await gateway.stop();
    }
  });
  progress('the peer');
  const peer = {
    bpmn_engine: { five_task_per_s: await peerPerSecond(seconds, { saved: false }) },
    bpmn_engine_saved: { five_task_per_s: await peerPerSecond(seconds, { saved: true }) },
  };
  progress('the limits of the machine');
  const limit = {
    grpc_gzip_calls_per_s: await grpcCallsPerSecond(seconds),
    group_commit_per_s: await groupCommitsPerSecond(seconds),
  };
  progress(`${WAITING} instances that wait`);
  const waiting = await inFolder((folder) => recovery(folder, WAITING));
  return {
    bench: 'engine',
    cpus: cpus().length,
    node: process.version,
    seconds,
    inprocess,
    sdk: through.sdk,
    peer,
    limit,
    start_ms: through.startMs,
    rss_mb: { idle: through.idle, waiting_100k: waiting.rssMb },
    recovery_100k_s: waiting.recoveryS,
  };
}

async function inFolder<R>(work: (folder: string) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-engine-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
