import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { call } from '../portal/caller.ts';
import { ok } from '../portal/filing.ts';
import { openSessions, type Person } from '../portal/people.ts';
import { say, timed } from '../portal/progress.ts';
import type { RunningPortal } from '../portal/running.ts';

export const KIND = 'avancement-echelon';
const AT_ONCE = 6;
const LOOK_MS = 500;
const LIMIT_MS = 600_000;
/** Of one act for many agents. */
const MANY = 1_000;

/** Asks again and again until there is an answer. */
export async function awaited<T>(what: string, look: () => Promise<T | undefined>, everyMs = LOOK_MS): Promise<T> {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`${what} did not come`);
    await pause(everyMs);
  }
}

/**
 * Has acts wait for a signature, as they come to: a manager starts an advancement for many agents at once, whoever checks it
 * approves each. What was loaded of that kind is put away: it has no instance in the engine, nothing would become of it.
 * @returns the requests
 */
export async function haveActsWait(
  portal: RunningPortal,
  db: pg.Client,
  { manager, many }: { readonly manager: Person; readonly many: number },
): Promise<string[]> {
  await db.query(
    `update task t set state = 'canceled' from request r where r.id = t.request_id and r.kind = $1 and t.state = 'created'`,
    [KIND],
  );
  const { rows: agents } = await db.query<{ number: string }>(
    `select p.employee_number as number from person p join posting o on o.person_id = p.id and o.until is null
      where p.employee_number like 'A%' and not exists (
              select from habilitation h where h.person_id = p.id and h.role in ('signataire', 'gestionnaire', 'valideur'))
        and not exists (select from request r where r.agent_id = p.id and r.kind = $1 and r.closed_at is null)
      order by md5(p.employee_number) limit $2`,
    [KIND, many],
  );
  const requests: string[] = [];
  for (let from = 0; from < agents.length; from += MANY) {
    const some = agents.slice(from, from + MANY).map(({ number }) => number);
    requests.push(...(await timed(`an act for ${some.length} agents`, () => actFor(portal, db, manager, some))));
  }
  await timed('each is checked', () => check(portal, db, { like: manager.cookie, requests }));
  return requests;
}

/** Starts an act for these agents, by a file; its requests. */
async function actFor(portal: RunningPortal, db: pg.Client, { cookie }: Person, agents: readonly string[]) {
  const answers = {
    basis: 'seniority',
    effectDate: dayAfter(parisDay(new Date()), { months: 3 }),
    echelon: 8,
    index: 821,
  };
  const base64 = Buffer.from(['Matricule', ...agents].join('\n')).toString('base64');
  const body = { kind: KIND, answers, agents: { file: { name: 'agents.csv', base64 } } };
  const post = (path: string, sent: unknown) =>
    ok(path, call(portal.url, cookie, path, { method: 'POST', body: sent }));
  const { id } = (await post('/api/act-batches', body)).json<{ id: string }>();
  const reached = (state: string) =>
    awaited(`a batch ${state}`, async () => {
      const { rows } = await db.query('select from act_batch where id = $1 and state = $2', [id, state]);
      return rows[0];
    });
  await reached('planned');
  const { rows: faults } = await db.query<{ faults: string; times: number }>(
    `select faults::text, count(*)::int as times from act_batch_line where batch_id = $1 and state = 'fault' group by 1`,
    [id],
  );
  for (const { faults: why, times } of faults) say(`    ${times} × ${why}`);
  await post(`/api/act-batches/${id}/launch`, {});
  await reached('done');
  const { rows } = await db.query<{ id: string }>(
    `select request_id as id from act_batch_line where batch_id = $1 and state = 'filed'`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** Has whoever holds the visa of each request give it, then waits until all wait for their signature. */
async function check(
  portal: RunningPortal,
  db: pg.Client,
  { like, requests }: { readonly like: string; readonly requests: readonly string[] },
): Promise<void> {
  const given = new Set<string>();
  await awaited('acts to sign', async () => {
    const { rows } = await db.query<{ key: string; decision: string; holder: string }>(
      `select t.key, h.decision, min(h.person_id::text) as holder from task t join task_holding h on h.task_key = t.key
        where t.request_id = any($1::uuid[]) and t.state = 'created' group by 1, 2`,
      [requests],
    );
    const visas = rows.filter(({ key, decision }) => decision !== 'signature' && !given.has(key));
    const holders = [...new Set(visas.map(({ holder }) => holder))];
    const cookies = await openSessions(db, { dataDir: portal.dataDir, like }, holders);
    const left = visas.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const { key, holder } of left) {
          const sent = { method: 'POST', body: { outcome: 'approved' } };
          await ok('visa', call(portal.url, cookies.get(holder) ?? '', `/api/tasks/${key}/decision`, sent));
          given.add(key);
        }
      }),
    );
    const waiting = rows.filter(({ decision }) => decision === 'signature').length;
    return waiting === requests.length ? waiting : undefined;
  });
}
