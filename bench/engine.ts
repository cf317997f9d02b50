import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGatewayProcess } from 'harmonie-engine/harness';
import { instancesPerSecond } from './engine/in-process.ts';
import { groupCommitsPerSecond, grpcCallsPerSecond } from './engine/limits.ts';
import { peerPerSecond } from './engine/peer.ts';
import { FIVE_TASK, HR_CIRCUIT } from './engine/plan.ts';
import { throughClient } from './engine/through-client.ts';
import { recovery } from './engine/waiting.ts';
import { round } from './figures.ts';

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
    try {
      const sdk = await throughClient(gateway.grpcAddress, seconds);
      return { sdk, idle, startMs: round(gateway.startMs) };
    } finally {
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
