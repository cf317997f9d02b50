import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startGatewayProcess } from 'harmonie-engine/harness';
import { type Client, deploy, restClient } from './engine/history/client.ts';
import { multiply } from './engine/history/multiply.ts';
import { playOne } from './engine/history/play-one.ts';
import { type Search, searches } from './engine/history/searches.ts';
import { quantile, round } from './figures.ts';

const OPTIONS = {
  data: { type: 'string' },
  times: { type: 'string', default: '20' },
} as const;

const OPEN = 2_000;
const AT_ONCE = 50;
/** Clients that search without a pause, and how long they do. */
const LOOPING = 4;
const LOOP_MS = 15_000;
/** Of the timer in played.bpmn. */
const TIMER_MS = 500;
const GOAL_MS = { indexed: 50, other: 500 };

/**
 * Measures the searches of an engine whose history holds N instances that are over, half of them called by the others, and
 * 2,000 that wait; then what four clients who search in a loop do to worklists and timers.
 *   npm run bench -- history 1000000 [--data DIR, which is kept] [--times 20]
 */
export async function benchHistory(args: string[]): Promise<Record<string, unknown>> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const total = Number(positionals[0] ?? 1_000_000);
  const folder = values.data ?? (await mkdtemp(path.join(tmpdir(), 'bench-history-')));
  try {
    const filled = await fill(folder, total);
    const gateway = await startGatewayProcess(folder);
    try {
      const indexed = performance.now();
      await indexes(gateway.restAddress);
      const indexS = round((performance.now() - indexed) / 1000);
      const client = restClient(gateway.restAddress);
      await createOpen(client);
      const asked = searches(filled.key, total / 2);
      const alone = await each(client, asked, Number(values.times));
      const loops = await besideLoops(client, asked);
      return {
        bench: 'history',
        instances: total,
        fill_s: filled.fillS,
        indexes_s: indexS,
        start_s: round(gateway.startMs / 1000),
        rss_mb: round(await gateway.rssMb()),
        worst_p95_ms: { indexed: worst(alone, true), other: worst(alone, false) },
        late: alone.filter((one) => one.p95_ms > (one.indexed ? GOAL_MS.indexed : GOAL_MS.other)),
        searches: alone,
        loops,
      };
    } finally {
      await gateway.stop();
    }
  } finally {
    if (values.data === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Plays one instance, copies it, and has others wait. A folder that was filled before is taken as it is. */
async function fill(folder: string, total: number): Promise<{ key: string; fillS: number }> {
  const began = await startGatewayProcess(folder);
  const client = restClient(began.restAddress);
  const known = await client<{ items: { processInstanceKey: string }[] }>('POST', '/process-instances/search', {
    filter: { businessId: 'played' },
  });
  const before = known.items[0]?.processInstanceKey;
  if (before !== undefined) {
    await began.stop();
    return { key: before, fillS: 0 };
  }
  await deploy(began.restAddress, ['played.bpmn', 'pay.dmn']);
  const key = await playOne(client, 'played');
  await began.stop();
  const since = performance.now();
  multiply(path.join(folder, 'engine', 'history.sqlite'), key, total / 2);
  return { key, fillS: round((performance.now() - since) / 1000) };
}

/** Resolves once all indexes are there: the engine makes them while it works. */
async function indexes(address: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${address}/metrics`)).text();
    if (/^engine_history_missing_indexes 0$/m.test(metrics)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function createOpen(client: Client): Promise<void> {
  const open = await client<Answer>('POST', '/user-tasks/search', { filter: { state: 'CREATED' } });
  if (open.page.totalItems > 0) return;
  for (let made = 0; made < OPEN; made += AT_ONCE) {
    const create = (_: unknown, index: number) => {
      const requestId = `open-${made + index}`;
      const variables = { requestId, quota: 80, agent: 'nobody', note: 'x'.repeat(440) };
      return client('POST', '/process-instances', {
        processDefinitionId: 'bench-played',
        businessId: requestId,
        variables,
      });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, create));
  }
}

/** The largest p95 of the searches that go by an index, or of those that do not. */
const worst = (searched: readonly { indexed: boolean; p95_ms: number }[], byIndex: boolean): number =>
  Math.max(...searched.filter(({ indexed }) => indexed === byIndex).map(({ p95_ms }) => p95_ms));

async function each(client: Client, asked: readonly Search[], times: number) {
  const results = [];
  for (const search of asked) {
    const took: number[] = [];
    let found: Answer | undefined;
    let refused = 0;
    const ask = async (n: number) => {
      found = await client<Answer>('POST', search.path, search.body(n)).catch(() => {
        refused += 1;
        return undefined;
      });
    };
    // what was not read since the start comes from the disk
    await ask(0);
    for (let index = 0; index < times; index++) {
      const since = performance.now();
      await ask(index * 7_919 + 13);
      took.push(performance.now() - since);
    }
    const { totalItems = 0, hasMoreTotalItems = false } = found?.page ?? {};
    const one = {
      search: search.name,
      indexed: search.indexed,
      found: hasMoreTotalItems ? `${totalItems}+` : String(totalItems),
      p50_ms: quantile(took, 0.5),
      p95_ms: quantile(took, 0.95),
      refused,
    };
    process.stderr.write(`  ${one.search}: ${one.found} found, p50 ${one.p50_ms}, p95 ${one.p95_ms} ms\n`);
    results.push(one);
  }
  return results;
}

interface Answer {
  readonly page: { readonly totalItems: number; readonly hasMoreTotalItems: boolean };
}

/** Worklists and timers while nobody else asks, then while clients search in a loop, by an index and without one. */
async function besideLoops(client: Client, asked: readonly Search[]) {
  const named = (name: string) => asked.find((search) => search.name === name) as Search;
  const results: Record<string, unknown> = {};
  for (const [name, looped] of [
    ['none', undefined],
    ['by_variable', named('process-instances: variable')],
    ['by_a_variable_that_many_hold', named('process-instances: variable that many hold, newest')],
    ['without_index', named('variables: name, value like')],
  ] as const) {
    const until = performance.now() + LOOP_MS;
    let searched = 0;
    const loop = async () => {
      while (looped !== undefined && performance.now() < until) {
        // given up after too long: the client asks again
        await client('POST', looped.path, looped.body(searched * 31)).catch(() => undefined);
        searched += 1;
      }
    };
    const worklist: number[] = [];
    const measure = async () => {
      while (performance.now() < until) {
        const since = performance.now();
        await client('POST', '/user-tasks/search', named('user-tasks: worklist').body(0));
        worklist.push(performance.now() - since);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const late: number[] = [];
    const timers = async () => {
      while (performance.now() < until) {
        const since = performance.now();
        await client('POST', '/process-instances', { processDefinitionId: 'bench-timed', awaitCompletion: true });
        late.push(performance.now() - since - TIMER_MS);
      }
    };
    await Promise.all([measure(), timers(), ...Array.from({ length: LOOPING }, loop)]);
    results[name] = {
      searches_per_s: round((searched * 1000) / LOOP_MS),
      worklist_p50_ms: quantile(worklist, 0.5),
      worklist_p95_ms: quantile(worklist, 0.95),
      timer_late_p50_ms: quantile(late, 0.5),
      timer_late_p95_ms: quantile(late, 0.95),
    };
    process.stderr.write(`  loops ${name}: ${JSON.stringify(results[name])}\n`);
  }
  return results;
}
