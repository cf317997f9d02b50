import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as grpc from '@grpc/grpc-js';
import { gatewayService } from 'harmonie-engine/harness';
import { round } from '../figures.ts';

const CONCURRENCY = 64;
/** Bytes of one grouped commit: what some sixty commands of a five-task circuit write. */
const GROUP_BYTES = 64 * 1024;

/** Grouped writes, each on disk before the next, in a second: no durable engine commits more groups here. */
export async function groupCommitsPerSecond(seconds: number): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-limit-'));
  const file = openSync(path.join(folder, 'log'), 'a');
  const group = Buffer.alloc(GROUP_BYTES, 'x');
  const began = performance.now();
  let commits = 0;
  for (; performance.now() - began < seconds * 1000; commits++) {
    writeSync(file, group);
    fdatasyncSync(file);
  }
  const rate = round((commits * 1000) / (performance.now() - began));
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return rate;
}

/** Unary calls compressed with gzip that bare gRPC answers in a second, its server in another thread doing nothing. */
export async function grpcCallsPerSecond(seconds: number): Promise<number> {
  const server = new Worker(new URL('./bare-server.ts', import.meta.url));
  const port = await new Promise<number>((resolve) => server.once('message', resolve));
  const client = new (gatewayService())(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    'grpc.default_compression_algorithm': 2,
  });
  const call = () =>
    new Promise<void>((resolve, reject) => {
      client.CompleteJob?.({ jobKey: '1', variables: '{}' }, (error: Error | null) =>
        error ? reject(error) : resolve(),
      );
    });
  const until = performance.now() + seconds * 1000;
  let calls = 0;
  const lane = async () => {
    for (; performance.now() < until; calls++) await call();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  client.close();
  await server.terminate();
  return round(calls / seconds);
}
