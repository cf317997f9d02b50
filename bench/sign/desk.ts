import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { OneTimeCodes } from '#bin/portal/totp.ts';
import { leavesOf } from '#domain/signing/leaf.ts';
import type { DeskView, DrawingsView, FoldView } from '#web/contract/signing/signing.ts';
import { quantile, round, WARM_UP_S } from '../figures.ts';
import { call } from '../portal/caller.ts';
import { ok } from '../portal/filing.ts';
import { look } from '../portal/look.ts';
import { PAGES } from '../portal/pages.ts';
import { openSessions, type Person, SECOND_FACTOR, signEveryoneIn, type Who } from '../portal/people.ts';
import { cpuByPart } from '../portal/processes.ts';
import { say, timed } from '../portal/progress.ts';
import type { RunningPortal } from '../portal/running.ts';
import { thinkingUsers } from '../portal/users.ts';
import { awaited, haveActsWait, KIND } from './waiting-acts.ts';
import { zipOfBatch } from './zip.ts';

/** Acts that are signed one by one, each by a signatory of its own: a code is taken once in half a minute. */
const ALONE = 20;
const TIMES = 10;
/** Others at their pages meanwhile: one in so many of the fifty. */
const ONE_IN = 3;
const AT_MOST_S = 600;
const LOOK_MS = 250;

/**
 * A signatory's desk on which so many acts wait. `previews_1000_s`, `bulk_1000_s` and `archive_1000_s` are for as many as
 * `desk_acts`: from the fold that opens to its last page drawn; from the step-up to the last act sealed at B-T, filed, and every
 * message queued; from the step-up to the last archive edition and the last message sent. `others_p95_ms`: of the pages of
 * others from the step-up to the last act sealed. `zip_1000_s`: the archive (ZIP) of as many, downloaded.
 */
export async function deskFigures(portal: RunningPortal, db: pg.Client, many: number) {
  const people = await timed('fifty people sign in', () => signEveryoneIn(db, portal.url));
  const the = (asked: Who): Person => {
    const found = people.find(({ who }) => who === asked);
    if (!found) throw new Error(`nobody is ${asked}`);
    return found;
  };
  const signer = the('minister');
  const requests = await haveActsWait(portal, db, { manager: the('manager of all'), many: many + ALONE });
  const alone = await timed('acts signed one by one', () => signedAlone(portal, db, signer, requests));
  const desk = new Desk(portal, signer);
  const opened = await timed('the desk and its fold, opened', () => desk.open());
  const drawn = await timed('pages drawn', () => desk.draw());
  const others = people.filter(({ who }, n) => who !== 'minister' && n % ONE_IN === 0);
  const signed = await timed('signed by one code', () => signTogether(portal, db, { desk, others }));
  const checked = await timed('checked', () => checkedByAnyone(portal, db, signed.taskKeys));
  const { taskKeys, batchId, ...figures } = signed;
  const zipped = await timed('their archive, downloaded', () => zipOfBatch(portal, signer, batchId));
  return { ...alone, ...opened, ...drawn, desk_acts: taskKeys.length, ...figures, ...checked, ...zipped };
}

class Desk {
  readonly #portal: RunningPortal;
  readonly #signer: Person;
  #fold: FoldView | undefined;

  constructor(portal: RunningPortal, signer: Person) {
    this.#portal = portal;
    this.#signer = signer;
  }

  async get<T>(path: string): Promise<{ view: T; ms: number }> {
    const answer = await ok(path, call(this.#portal.url, this.#signer.cookie, path));
    return { view: answer.json<T>(), ms: answer.ms };
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const answer = await ok(path, call(this.#portal.url, this.#signer.cookie, path, { method: 'POST', body }));
    return (answer.status === 202 && path.endsWith('/draw') ? undefined : answer.json()) as T;
  }

  /** Opens the list, then the largest fold, several times each. */
  async open() {
    const list = await this.#times<DeskView>(`/api/signing/desk?kind=${KIND}`);
    const [largest] = list.view.folds.toSorted((one, other) => other.count - one.count);
    if (!largest) throw new Error('the desk is empty');
    const fold = await this.#times<FoldView>(`/api/signing/folds/${largest.id}`);
    this.#fold = fold.view;
    return { desk_ms: list.ms, fold_ms: fold.ms, fold_bytes: JSON.stringify(fold.view).length };
  }

  async #times<T>(path: string): Promise<{ view: T; ms: { p50: number; p95: number } }> {
    const took: number[] = [];
    const first = await this.get<T>(path);
    for (let n = 0; n < TIMES; n++) took.push((await this.get<T>(path)).ms);
    return { view: first.view, ms: { p50: quantile(took, 0.5), p95: quantile(took, 0.95) } };
  }

  /** Orders the pages of the fold, as its opening does, until all are drawn. */
  async draw() {
    const id = this.#fold?.id ?? '';
    const before = cpuByPart(this.#portal.runtime);
    const began = performance.now();
    await this.post(`/api/signing/folds/${id}/draw`, {});
    await awaited('all pages', async () => ((await this.#drawings()).waiting === 0 ? true : undefined), LOOK_MS);
    const seconds = (performance.now() - began) / 1000;
    return { previews_1000_s: round(seconds), previews_cpu_s: since(this.#portal, before) };
  }

  #drawings = async () => (await this.get<DrawingsView>(`/api/signing/drawings?fold=${this.#fold?.id}`)).view;

  /** The acts that are alike, as the screen gathers them. */
  async gather(): Promise<{ id: string; taskKeys: string[] }> {
    if (!this.#fold) throw new Error('no fold is open');
    const drawn = new Map((await this.#drawings()).drawn.map(({ taskKey, sha256 }) => [taskKey, sha256]));
    const leaves = leavesOf(this.#fold, drawn, new Map());
    const { id } = await this.post<{ id: string }>('/api/signing/batches', { leaves });
    return { id, taskKeys: leaves.map(({ taskKey }) => taskKey) };
  }
}

/** The processor that each part used since, in seconds. */
const since = ({ runtime }: RunningPortal, before: ReturnType<typeof cpuByPart>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(cpuByPart(runtime)).map(([part, ms]) => [
      part,
      round((ms - before[part as keyof typeof before]) / 1000),
    ]),
  );

const DONE = `select
  count(*) filter (where a.sealed_at is not null and exists (select from dossier_piece d where d.act_id = a.id)
    and r.closed_at is not null and exists (select from notification n where n.request_id = r.id and n.message = 'act-granted'
      and n.recipient_id = r.agent_id))::int as signed,
  count(*) filter (where exists (select from act_edition e where e.act_id = a.id))::int as archived,
  count(*) filter (where exists (select from notification n where n.request_id = r.id)
    and not exists (select from notification n where n.request_id = r.id and n.state in ('queued', 'sending')))::int as told
  from task t join request r on r.id = t.request_id join act a on a.request_id = r.id and a.decision_id is not null
 where t.key = any($1)`;

/** Asked first: to look at all of a thousand acts each second takes as much as to sign some fifty. */
const DECIDED = `select not exists (select from task where key = any($1) and state in ('created', 'completing')) as decided`;

async function signTogether(
  portal: RunningPortal,
  db: pg.Client,
  { desk, others }: { readonly desk: Desk; readonly others: readonly Person[] },
) {
  const seen = new Map(await Promise.all(others.map(async (one) => [one, await look(portal.url, one)] as const)));
  const ended = new AbortController();
  const pages = thinkingUsers(portal, {
    ...{ pages: PAGES, people: others, seen, seconds: AT_MOST_S, liveScreens: others.length, ended: ended.signal },
  });
  await pause(WARM_UP_S * 1000);
  const { id, taskKeys } = await desk.gather();
  const code = await new OneTimeCodes(SECOND_FACTOR).next();
  const before = cpuByPart(portal.runtime);
  const began = performance.now();
  await desk.post(`/api/signing/batches/${id}/step-up`, { code });
  const answered = performance.now() - began;
  const reached = (what: 'signed' | 'archived' | 'told') =>
    awaited(
      what,
      async () => {
        const { rows } = await db.query<Record<typeof what, number>>(DONE, [taskKeys]);
        say(`    ${((performance.now() - began) / 1000).toFixed(1)} s: ${JSON.stringify(rows[0])}`);
        return rows[0]?.[what] === taskKeys.length ? (performance.now() - began) / 1000 : undefined;
      },
      4 * LOOK_MS,
    );
  const decided = async () => (await db.query<{ decided: boolean }>(DECIDED, [taskKeys])).rows[0]?.decided || undefined;
  await awaited('the decisions', decided, LOOK_MS);
  const signed = await reached('signed');
  const cpu = since(portal, before);
  ended.abort();
  const { all, pages: opened } = await pages;
  for (const { page, who, failed } of opened) if (failed > 0) say(`    ${page} · ${who}: ${failed} not answered 200`);
  await reached('archived');
  return {
    ...{ taskKeys, batchId: id, bulk_1000_s: round(signed), bulk_step_up_ms: round(answered), bulk_cpu_s: cpu },
    ...{ others_p95_ms: all.p95_ms, others_p50_ms: all.p50_ms, others_pages_per_s: all.pages_per_s },
    ...{ others_failed: all.failed, others: others.length },
    archive_1000_s: round(await reached('told')),
  };
}

/** One signature through the portal, from the code that is given to the answer, and to the act that is sealed. */
async function signedAlone(portal: RunningPortal, db: pg.Client, like: Person, requests: readonly string[]) {
  const { rows: held } = await db.query<{ key: string; holder: string }>(
    `select t.key, h.person_id::text as holder
       from task t join task_holding h on h.task_key = t.key and h.decision = 'signature' and h.person_id <> $2::uuid
       join "user" u on u.person_id = h.person_id and u.id like 'bench-%' join two_factor f on f.user_id = u.id
      where t.request_id = any($1::uuid[]) and t.state = 'created' and paris_day(now()) between h."from" and h.until
      order by t.key`,
    [requests, like.id],
  );
  const [keys, known] = [new Set<string>(), new Set<string>()];
  const rows = held.filter(({ key, holder }) => {
    if (keys.size === ALONE || keys.has(key) || known.has(holder)) return false;
    return keys.add(key) && known.add(holder);
  });
  const holders = rows.map(({ holder }) => holder);
  const cookies = await openSessions(db, { dataDir: portal.dataDir, like: like.cookie }, holders);
  const answered: number[] = [];
  const sealed: number[] = [];
  for (const { key, holder } of rows) {
    const post = (path: string, body: unknown) =>
      ok(path, call(portal.url, cookies.get(holder) ?? '', `/api/tasks/${key}${path}`, { method: 'POST', body }));
    const { sha256 } = (await post('/preview', {})).json<{ sha256: string }>();
    const code = await new OneTimeCodes(SECOND_FACTOR).next();
    const began = performance.now();
    const { proofId } = (await post('/step-up', { sha256, code })).json<{ proofId: string }>();
    await post('/decision', { outcome: 'signed', shownSha256: sha256, stepUpProofId: proofId });
    answered.push(performance.now() - began);
    await awaited(
      'the sealed act',
      async () => {
        const { rows: acts } = await db.query(
          'select from act a join task t on t.request_id = a.request_id where t.key = $1 and a.sealed_at is not null',
          [key],
        );
        return acts[0];
      },
      LOOK_MS / 5,
    );
    sealed.push(performance.now() - began);
  }
  return {
    ...{ p95_ms: quantile(answered, 0.95), p50_ms: quantile(answered, 0.5) },
    ...{ sealed_p50_ms: quantile(sealed, 0.5), sealed_p95_ms: quantile(sealed, 0.95), signed_alone: rows.length },
  };
}

/** What the page behind an act's code asks, by whoever holds the act. */
async function checkedByAnyone(portal: RunningPortal, db: pg.Client, taskKeys: readonly string[]) {
  const { rows } = await db.query<{ reference: string }>(
    `select g.reference from registered_act g join task t on t.request_id = g.request_id
      where t.key = any($1) and g.reference is not null and g.sealed_at is not null limit $2`,
    [taskKeys, 2 * TIMES],
  );
  const took: number[] = [];
  for (const { reference } of rows)
    took.push((await ok('verification', call(portal.url, '', `/api/verifications/${reference}`))).ms);
  return { verification_ms: { p50: quantile(took, 0.5), p95: quantile(took, 0.95) } };
}
