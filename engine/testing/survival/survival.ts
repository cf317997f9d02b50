import { setTimeout as pause } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import { draw, end, flows, node, service, start, timer } from '../draw.ts';
import { type Gateway, openGateway } from './gateway-client.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';

/** What a series of kills found. Every list of faults is empty when the engine keeps its word. */
export interface Survival {
  readonly kills: number;
  readonly created: number;
  readonly completedJobs: number;
  /** Instances whose creation was acknowledged and that did not come to their end. */
  readonly lost: string[];
  /** Jobs handed out again although their completion was acknowledged. */
  readonly repeated: string[];
  /** Jobs whose completion was acknowledged twice. */
  readonly completedTwice: string[];
  /** The slowest start after a kill, in milliseconds. */
  readonly slowestStartMs: number;
}

const PROCESS = 'survival';
/** A job, a timer that often falls due while the engine is dead, two branches that must meet, a last job. */
const CIRCUIT = draw(PROCESS, [
  start(),
  service('first', 'survival'),
  node('intermediateCatchEvent', 'wait', timer('duration', 'PT0.3S')),
  node('parallelGateway', 'fork'),
  service('left', 'survival'),
  service('right', 'survival'),
  node('parallelGateway', 'join'),
  service('last', 'survival'),
  end(),
  flows('start -> first -> wait -> fork -> left -> join -> last -> end', 'fork -> right -> join'),
]);

const CREATORS = 4;
/** Jobs of a killed life are leased to nobody: the next one gets them after this. */
const LEASE_MS = 1_000;
const MIN_RUN_MS = 40;
const MAX_RUN_MS = 500;
/** A last resort, for a machine under load. */
const TIMEOUT_MS = 300_000;
const PORTION = 500;

/**
 * Kills a gateway under load, at random moments, again and again on one folder, and checks what it acknowledged. Then
 * lets it live and waits for every instance to end.
 *
 * @param random gives numbers in [0, 1): the same ones give the same moments, as far as a machine can
 */
export async function surviveKills(
  folder: string,
  kills: number,
  random: () => number = Math.random,
): Promise<Survival> {
  const witness = new Witness();
  let slowestStartMs = 0;
  const first = await startGatewayProcess(folder);
  await openGateway(first.grpcAddress).deploy('survival.bpmn', CIRCUIT);
  await first.kill();
  for (let life = 0; life < kills; life++) {
    const gateway = await startGatewayProcess(folder);
    slowestStartMs = Math.max(slowestStartMs, gateway.startMs);
    const before = witness.created.size;
    const load = witness.load(gateway);
    // every life does something, however slow the machine
    while (witness.created.size === before) await pause(5);
    await pause(MIN_RUN_MS + random() * (MAX_RUN_MS - MIN_RUN_MS));
    await gateway.kill();
    await load.stop();
  }
  const last = await startGatewayProcess(folder);
  const lost = await witness.seeOut(last).finally(() => last.stop());
  return {
    kills,
    created: witness.created.size,
    completedJobs: witness.completed.size,
    lost,
    repeated: [...witness.repeated],
    completedTwice: [...witness.completedTwice],
    slowestStartMs: Math.round(slowestStartMs),
  };
}

/** Remembers what was acknowledged, across the lives of the gateway. */
class Witness {
  readonly created = new Set<string>();
  readonly completed = new Set<string>();
  readonly repeated = new Set<string>();
  readonly completedTwice = new Set<string>();

  /** Creates instances and works off their jobs until told to stop, or until the gateway is gone. */
  load({ grpcAddress }: GatewayProcess, { creating = true } = {}): { stop(): Promise<void> } {
    const gateway = openGateway(grpcAddress);
    let stopped = false;
    const whileAlive = async (step: () => Promise<void>) => {
      while (!stopped) {
        await step().catch((error: grpc.ServiceError) => {
          if (error.code !== grpc.status.UNAVAILABLE && error.code !== grpc.status.CANCELLED) throw error;
          stopped = true;
        });
      }
    };
    const lanes = [
      ...Array.from({ length: creating ? CREATORS : 0 }, () => whileAlive(() => this.#create(gateway))),
      whileAlive(() => this.#work(gateway)),
    ];
    return {
      stop: async () => {
        stopped = true;
        await Promise.all(lanes);
        gateway.close();
      },
    };
  }

  /** Works until every acknowledged instance has ended; those that did not. */
  async seeOut(gateway: GatewayProcess): Promise<string[]> {
    const load = this.load(gateway, { creating: false });
    const until = performance.now() + TIMEOUT_MS;
    let left = [...this.created];
    while (left.length > 0 && performance.now() < until) {
      await pause(200);
      const ended = await endedOf(gateway, left);
      left = left.filter((key) => !ended.has(key));
    }
    await load.stop();
    return left;
  }

  async #create(gateway: Gateway): Promise<void> {
    this.created.add(await gateway.create(PROCESS));
  }

  async #work(gateway: Gateway): Promise<void> {
    const jobs = await gateway.activate('survival', LEASE_MS);
    for (const key of jobs) if (this.completed.has(key)) this.repeated.add(key);
    await Promise.all(jobs.map((key) => this.#complete(gateway, key)));
  }

  async #complete(gateway: Gateway, key: string): Promise<void> {
    if (!(await gateway.complete(key))) return;
    if (this.completed.has(key)) this.completedTwice.add(key);
    this.completed.add(key);
  }
}

/** Those of these instances that came to their end. Asked in portions: there may be tens of thousands. */
async function endedOf({ restAddress }: GatewayProcess, keys: readonly string[]): Promise<Set<string>> {
  const ended = new Set<string>();
  for (let from = 0; from < keys.length; from += PORTION) {
    const processInstanceKey = { $in: keys.slice(from, from + PORTION) };
    const response = await fetch(`${restAddress}/v2/process-instances/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter: { processInstanceKey, state: 'COMPLETED' }, page: { limit: PORTION } }),
    });
    if (!response.ok) throw new Error(`The search for instances was refused: ${await response.text()}`);
    const { items } = (await response.json()) as { items: { processInstanceKey: string }[] };
    for (const one of items) ended.add(one.processInstanceKey);
  }
  return ended;
}
