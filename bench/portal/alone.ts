import type pg from 'pg';
import { quantile, round } from '../figures.ts';
import { type Answer, call } from './caller.ts';
import { cancelWhatRuns } from './database.ts';
import type { Page, Seen } from './pages.ts';
import type { Person, Who } from './people.ts';
import { cpuMs } from './processes.ts';
import { say } from './progress.ts';
import type { RunningPortal } from './running.ts';

/** A page for someone who is alone on the portal. */
export interface AloneFigure {
  readonly page: string;
  readonly who: Who;
  readonly p50_ms: number;
  readonly p95_ms: number;
  /** Of the server and PostgreSQL together, each time. */
  readonly cpu_ms: number;
  /** Answers that were no success, or none within 30 s. */
  readonly failed: number;
}

const MAX_TIMES = 40;
const SLOW_MS = 3_000;

/** Opens each page for so long, one after the other, for the first person of each kind. */
export async function pagesAlone(
  portal: RunningPortal,
  db: pg.Client,
  {
    pages,
    people,
    seen,
    ms,
  }: {
    readonly pages: readonly Page[];
    readonly people: readonly Person[];
    readonly seen: ReadonlyMap<Person, Seen>;
    readonly ms: number;
  },
): Promise<AloneFigure[]> {
  const figures: AloneFigure[] = [];
  for (const { page, who, path } of pages) {
    for (const kind of who) {
      const person = people.find((someone) => someone.who === kind);
      const found = person && seen.get(person);
      if (!person || !found || path(found, 0) === undefined) {
        say(`  ${page} · ${kind}: nothing to open`);
        continue;
      }
      const { answers, cpu } = await openFor(portal, ms, (turn) =>
        call(portal.url, person.cookie, path(found, turn) ?? ''),
      );
      const times = answers.map((answer) => answer.ms);
      const figure = {
        page,
        who: kind,
        p50_ms: quantile(times, 0.5),
        p95_ms: quantile(times, 0.95),
        cpu_ms: round(cpu / answers.length),
        failed: answers.filter(({ status }) => status !== 200).length,
      };
      say(
        `  ${page} · ${kind}: ${figure.p50_ms} / ${figure.p95_ms} ms, cpu ${figure.cpu_ms} ms${figure.failed ? `, ${figure.failed} failed (${answers[0]?.status})` : ''}`,
      );
      figures.push(figure);
      if (answers[0]?.status === 0) await cancelWhatRuns(db);
    }
  }
  return figures;
}

/** Opens a page again and again; what takes seconds is known by once. The first time of the others is not counted. */
async function openFor({ runtime }: RunningPortal, ms: number, open: (turn: number) => Promise<Answer>) {
  const cpuNow = () => cpuMs(runtime, ['server', 'database']);
  const atFirst = cpuNow();
  const first = await open(0);
  if (first.ms > SLOW_MS) return { answers: [first], cpu: cpuNow() - atFirst };
  const answers: Answer[] = [];
  const before = cpuNow();
  const until = performance.now() + ms;
  do answers.push(await open(answers.length + 1));
  while (performance.now() < until && answers.length < MAX_TIMES);
  return { answers, cpu: cpuNow() - before };
}
