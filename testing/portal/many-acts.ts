import { expect } from '@jest/globals';
import { decide, eventually } from '#bin/portal/story.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { type Leaf, leavesOf } from '#domain/signing/leaf.ts';
import { Created } from '#web/contract/operations/administration.ts';
import { TaskPage, type TaskSummary } from '#web/contract/requests/tasks.ts';
import { ActBatchLines, ActBatchView } from '#web/contract/signing/act-batches.ts';
import { DeskView, DrawingsView, FoldView } from '#web/contract/signing/signing.ts';
import { ask } from './inside.ts';
import type { Ministry } from './ministry.ts';

/** An act that a manager starts for many agents at once. */
const KIND = 'avancement-echelon';
/** Who visas does a few at a time. */
const AT_ONCE = 4;

/** What an act says that the others do not. */
export interface Said {
  readonly echelon?: number;
  readonly index?: number;
}

/** Has agents hired by a court, as at installation: their registration numbers. They have an address, and no account. */
async function hired({ portal }: Ministry, count: number): Promise<string[]> {
  const rows = await ask<{ number: string }>(
    portal,
    `with made as (
       insert into person (id, employee_number, first_name, last_name, work_email, created_at)
       select gen_random_uuid(), 'M' || lpad((k.before + n)::text, 5, '0'), 'Camille', 'Numéro' || k.before + n,
              'm' || lpad((k.before + n)::text, 5, '0') || '@harmonie.example', '2020-01-01'
         from generate_series(1, $1::int) n, (select count(*) as before from person) k
       returning id, employee_number),
     dossiers as (insert into dossier (id, person_id) select gen_random_uuid(), id from made),
     posts as (
       insert into posting (id, person_id, structure_id, quality, grade, "from")
       select gen_random_uuid(), made.id, s.id, 'greffier', 'Greffier', '2020-01-01'
         from made, structure s where s.code = 'TJ-VALMONT'),
     identities as (
       insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
       select gen_random_uuid(), made.id, t.name, t.sha256, '2020-01-01', '{"civilite": "Mme"}', 'taken-over', '2020-01-01'
         from made, themes_in_force() t where t.name = 'identite')
     select employee_number as number from made order by 1`,
    [count],
  );
  return rows.map(({ number }) => number);
}

/** Acts that wait for Sophie, each of an agent of its own: filed together by Nadia, alike but for what is said of some, visaed by Victor. */
export async function actsToSign(
  ministry: Ministry,
  count: number,
  others: readonly Said[] = [],
): Promise<{ readonly requestIds: readonly string[] }> {
  const agents = await hired(ministry, count);
  const lines = agents.map((number, place) => {
    const { echelon = 7, index = 435 } = others[place] ?? {};
    return `${number};${echelon};${index}`;
  });
  const text = ['Matricule;Échelon atteint;Indice majoré', ...lines].join('\n');
  const nadia = await ministry.as('nadia');
  const asked = {
    kind: KIND,
    answers: { basis: 'seniority', effectDate: dayAfter(parisDay(new Date()), { months: 3 }) },
    agents: { file: { name: 'agents.csv', base64: Buffer.from(text).toString('base64') } },
  };
  const { id } = await nadia.post('/api/act-batches', asked, Created);
  const reached = (state: string) =>
    eventually(`the batch of acts, ${state}`, async () => {
      const batch = await nadia.get(`/api/act-batches/${id}`, ActBatchView);
      return batch.state === state ? batch : undefined;
    });
  expect((await reached('planned')).counts).toMatchObject({ ready: count, fault: 0 });
  await nadia.post(`/api/act-batches/${id}/launch`, {});
  await reached('done');
  const { items } = await nadia.get(`/api/act-batches/${id}/lines?state=filed&pageSize=${count}`, ActBatchLines);
  const requestIds = items.flatMap(({ request }) => (request === null ? [] : [request.id]));
  await visaed(ministry, new Set(requestIds));
  await eventually('the desk of the signatory', async () => ((await onDesk(ministry)) >= count ? true : undefined));
  return { requestIds };
}

/** Victor visas each of these requests, as they come to him. */
async function visaed(ministry: Ministry, waiting: Set<string>): Promise<void> {
  const victor = await ministry.as('victor');
  await eventually('the visas', async () => {
    const { items } = await victor.get('/api/tasks?decision=visa&pageSize=100&sort=-createdAt', TaskPage);
    const own = items.filter(({ request }) => waiting.has(request.id));
    const turns = Array.from({ length: AT_ONCE }, (_, turn) => own.filter((_, place) => place % AT_ONCE === turn));
    await Promise.all(turns.map(inTurn));
    return waiting.size === 0 ? true : undefined;
  });

  async function inTurn(tasks: readonly TaskSummary[]): Promise<void> {
    for (const task of tasks) {
      await decide(victor, task, { outcome: 'approved' });
      waiting.delete(task.request.id);
    }
  }
}

/** How many acts wait on Sophie's desk. */
const onDesk = async (ministry: Ministry): Promise<number> =>
  (await (await ministry.as('sophie')).get('/api/signing/desk', DeskView)).shown;

/** What Sophie signs together: the acts of the first fold of her desk, whose pages are drawn first. */
export async function drawnLeaves(ministry: Ministry): Promise<Leaf[]> {
  const sophie = await ministry.as('sophie');
  const { folds } = await sophie.get('/api/signing/desk', DeskView);
  const id = folds[0]?.id ?? '';
  const fold = await sophie.get(`/api/signing/folds/${id}`, FoldView);
  await sophie.post(`/api/signing/folds/${id}/draw`, {});
  const { drawn } = await eventually('the pages of the fold', async () => {
    const found = await sophie.get(`/api/signing/drawings?fold=${encodeURIComponent(id)}`, DrawingsView);
    return found.drawn.length === found.total ? found : undefined;
  });
  return leavesOf(fold, new Map(drawn.map(({ taskKey, sha256 }) => [taskKey, sha256])), new Map());
}
