import { setTimeout as pause } from 'node:timers/promises';
import { OneTimeCodes } from '#bin/portal/totp.ts';
import { quantile, round } from '../figures.ts';
import { call, listen } from './caller.ts';
import { type Circle, type Filing, ok } from './filing.ts';
import { SECOND_FACTOR } from './people.ts';
import { cpuByPart, type Part } from './processes.ts';
import { say } from './progress.ts';
import type { RunningPortal } from './running.ts';

const OFFERED_PER_S = 10;
/** People come back to their list after so long, where nothing is timed by it. */
const GLANCE_MS = 1_000;
/** A live screen that was told nothing for so long looks anyway. */
const UNTOLD_MS = 1_000;
const LIMIT_MS = 180_000;
/** For all to be at it: a whole request takes as long. */
const UNDER_WAY_MS = 10_000;
const AT_ONCE = 24;
const PLAYERS = 48;
/** Of the demonstration's signatory: every signatory of the loaded ministry has it. */

/** The faults met, by what they say: a few words each in the progress. */
class Faults {
  readonly #met = new Map<string, number>();

  /** Gives undefined for what failed. */
  async none<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      this.#met.set(words, (this.#met.get(words) ?? 0) + 1);
      return undefined;
    }
  }

  say(): void {
    for (const [words, times] of this.#met) say(`    ${times} × ${words}`);
  }
}

/**
 * Submissions offered at ten a second: how long after each answer its task is on the list of whoever holds it, read when
 * their live screen is told of a change.
 */
export async function taskVisible(portal: RunningPortal, filing: Filing, seconds: number) {
  const faults = new Faults();
  const drafts = [];
  for (let left = seconds * OFFERED_PER_S; left > 0; left -= AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, left) }, () => faults.none(filing.draft()));
    drafts.push(...(await Promise.all(some)));
  }
  const submissions: number[] = [];
  const visible: number[] = [];
  await Promise.all(
    drafts.map(async (draft, n) => {
      if (draft === undefined) return;
      await pause((n * 1000) / OFFERED_PER_S);
      const screen = tasksScreen(portal.url, filing.cookie(draft.circle.superior));
      await screen.opened;
      const began = performance.now();
      const id = await faults.none(filing.submit(draft));
      if (id !== undefined) {
        submissions.push(performance.now() - began);
        const answered = performance.now();
        const key = await faults.none(screen.task(id, 'opinion'));
        if (key !== undefined) visible.push(performance.now() - answered);
      }
      screen.close();
    }),
  );
  faults.say();
  return {
    task_visible_p50_ms: quantile(visible, 0.5),
    task_visible_p95_ms: quantile(visible, 0.95),
    submission_p95_ms: quantile(submissions, 0.95),
    offered: drafts.length,
    visible: visible.length,
  };
}

/** As many filings as go through, whole: draft, document, answers, submission; and what each costs in processor. */
export async function filingsPerSecond(portal: RunningPortal, filing: Filing, seconds: number) {
  const file = () => filing.draft().then((draft) => filing.submit(draft));
  const { took, cpu } = await overAndOver(portal, { seconds, atOnce: AT_ONCE, work: file });
  return {
    filings_per_s: round(took.length / seconds),
    filing_cpu_ms: round(sum(cpu)),
    filing_cpu_parts_ms: cpu,
  };
}

/** Requests played whole, from the draft to the sealed act and the end of the circuit, by several people at once. */
export async function wholePerSecond(portal: RunningPortal, filing: Filing, seconds: number) {
  const codes = new Map<string, OneTimeCodes>();
  const codesOf = (signer: string) => {
    const found = codes.get(signer) ?? new OneTimeCodes(SECOND_FACTOR);
    codes.set(signer, found);
    return found;
  };
  const play = () => playWhole(portal.url, filing, codesOf);
  const { took, cpu, ended } = await overAndOver(portal, { seconds, atOnce: PLAYERS, work: play });
  return {
    whole_per_s: round(took.length / seconds),
    whole_ended: ended,
    whole_p50_ms: quantile(took, 0.5),
    whole_cpu_ms: round(sum(cpu)),
    whole_cpu_parts_ms: cpu,
  };
}

/**
 * Has so many do the same work again and again, and once all are at it, looks for so many seconds: how long each took that
 * ended meanwhile, in milliseconds, and the processor used for each of them; and how many ended at all.
 */
async function overAndOver(
  { runtime }: RunningPortal,
  { seconds, atOnce, work }: { seconds: number; atOnce: number; work: () => Promise<unknown> },
): Promise<{ took: number[]; cpu: Record<string, number>; ended: number }> {
  const faults = new Faults();
  const took: number[] = [];
  let count = 0;
  const from = performance.now() + UNDER_WAY_MS;
  const until = from + seconds * 1000;
  const all = Array.from({ length: atOnce }, async (_, n) => {
    // One after the other, as people come.
    await pause((n * UNDER_WAY_MS) / 2 / atOnce);
    while (performance.now() < until) {
      const began = performance.now();
      if ((await faults.none(work())) === undefined) continue;
      count += 1;
      const ended = performance.now();
      if (ended >= from && ended < until) took.push(ended - began);
    }
  });
  await pause(UNDER_WAY_MS);
  const before = cpuByPart(runtime);
  await pause(seconds * 1000);
  const used = Object.entries(cpuByPart(runtime));
  await Promise.all(all);
  faults.say();
  const each = (part: string, ms: number) => round((ms - before[part as Part]) / Math.max(1, took.length));
  return { took, cpu: Object.fromEntries(used.map(([part, ms]) => [part, each(part, ms)])), ended: count };
}

const sum = (parts: Record<string, number>): number => Object.values(parts).reduce((total, ms) => total + ms, 0);

async function playWhole(url: string, filing: Filing, codesOf: (signer: string) => OneTimeCodes): Promise<Circle> {
  const draft = await filing.draft();
  const { agent, superior, validator, signer } = draft.circle;
  const id = await filing.submit(draft);
  const decide = async (holder: string, decision: string, outcome: string) => {
    const cookie = filing.cookie(holder);
    const key = await taskOn(url, cookie, id, decision);
    await ok('task', call(url, cookie, `/api/tasks/${key}`));
    await ok(decision, call(url, cookie, `/api/tasks/${key}/decision`, { method: 'POST', body: { outcome } }));
  };
  await decide(superior, 'opinion', 'favorable');
  await decide(validator, 'visa', 'approved');

  const cookie = filing.cookie(signer);
  const post = (what: string, path: string, body: unknown) =>
    ok(what, call(url, cookie, path, { method: 'POST', body }));
  const address = `/api/tasks/${await taskOn(url, cookie, id, 'signature')}`;
  const { sha256 } = (await post('preview', `${address}/preview`, {})).json<{ sha256: string }>();
  await ok('preview read', call(url, cookie, `${address}/preview/${sha256}`));
  const code = await codesOf(signer).next();
  const { proofId } = (await post('step-up', `${address}/step-up`, { sha256, code })).json<{ proofId: string }>();
  await post('signature', `${address}/decision`, { outcome: 'signed', shownSha256: sha256, stepUpProofId: proofId });

  await awaited('the end of a request', GLANCE_MS, async () => {
    const view = await ok('request', call(url, filing.cookie(agent), `/api/requests/${id}`));
    return view.json<{ closedAt: string | null }>().closedAt ?? undefined;
  });
  return draft.circle;
}

/** The key of a request's task, once it is on the holder's list. */
const taskOn = (url: string, cookie: string, requestId: string, decision: string): Promise<string> =>
  awaited(`a task « ${decision} »`, GLANCE_MS, () => taskNow(url, cookie, requestId, decision));

async function taskNow(url: string, cookie: string, requestId: string, decision: string): Promise<string | undefined> {
  const list = await ok('list', call(url, cookie, `/api/tasks?decision=${decision}&sort=-createdAt`));
  const { items } = list.json<{ items: { key: string; request: { id: string } }[] }>();
  return items.find(({ request }) => request.id === requestId)?.key;
}

/** Somebody's tasks on a live screen: `task` gives the key of a request's, as soon as the screen can show it. */
function tasksScreen(url: string, cookie: string) {
  let told = Promise.withResolvers<void>();
  const { opened, close } = listen(url, cookie, ({ what }) => {
    if (what === 'tasks') told.resolve();
  });
  const look = async (requestId: string, decision: string) => {
    // What is told from here on may come after the list was read.
    told = Promise.withResolvers();
    const found = await taskNow(url, cookie, requestId, decision);
    if (found === undefined) await Promise.race([told.promise, pause(UNTOLD_MS)]);
    return found;
  };
  return {
    opened,
    close,
    task: (requestId: string, decision: string) =>
      awaited(`a task « ${decision} »`, 0, () => look(requestId, decision)),
  };
}

async function awaited<T>(what: string, everyMs: number, look: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    await pause(everyMs);
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`${what} did not come`);
  }
}
