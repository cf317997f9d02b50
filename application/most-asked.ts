import { beginningOfDay, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import type { Database } from '#prisma/client.ts';
import { forEveryone } from '#prisma/connection/caller-pool.ts';
import { type MostAsked, mostAsked } from '#prisma/repositories/requests/most-asked.ts';

/** Days looked back on. */
const WINDOW = 90;
/** Requests read at most: a season of a ministry. */
const READ = 20_000;
/** Fewer agents than that, and what is said to be asked often could say something of one of them. */
const FLOOR = 10;
/** Kinds said to be asked often. */
const MAX = 3;
/** How long an answer is kept, in milliseconds: it is the same for everyone, and the first page of each asks for it. */
const KEPT = 600_000;

/** Answers what agents ask for most these days, counted once in a while for all of them. */
export function createMostAsked({ prisma }: Pick<Database, 'prisma'>): (at: Date) => Promise<MostAsked> {
  let kept: { readonly until: number; readonly answer: Promise<MostAsked> } | null = null;
  return (at) => {
    if (kept !== null && at.getTime() < kept.until) return kept.answer;
    const from = beginningOfDay(dayAfter(parisDay(at), { days: -WINDOW }));
    const answer = forEveryone(() => mostAsked(prisma, { from, to: at, read: READ, floor: FLOOR, max: MAX }));
    const counted = { until: at.getTime() + KEPT, answer };
    kept = counted;
    // A database that was away is asked again.
    answer.catch(() => {
      if (kept === counted) kept = null;
    });
    return answer;
  };
}
