import { beginningOfDay, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import type { Database } from '#prisma/client.ts';
import { forEveryone } from '#prisma/connection/caller-pool.ts';
import { type MostAsked, mostAsked } from '#prisma/repositories/requests/most-asked.ts';

/** Number of days looked back on. */
const WINDOW = 90;
/** Maximum number of requests read: a season of a ministry. */
const READ = 20_000;
/**
 * Minimum number of agents for a kind to be named: with fewer, it could reveal something about one
 * of them.
 */
const FLOOR = 10;
/** Maximum number of kinds named. */
const MAX = 3;
/**
 * How long an answer is cached, in milliseconds: it is the same for everyone, and everyone's first
 * page asks for it.
 */
const KEPT = 600_000;

/** Returns what agents ask for most these days; counted once in a while for all callers. */
export function createMostAsked({ prisma }: Pick<Database, 'prisma'>): (at: Date) => Promise<MostAsked> {
  let kept: { readonly until: number; readonly answer: Promise<MostAsked> } | null = null;
  return (at) => {
    if (kept !== null && at.getTime() < kept.until) return kept.answer;
    const from = beginningOfDay(dayAfter(parisDay(at), { days: -WINDOW }));
    const answer = forEveryone(() => mostAsked(prisma, { from, to: at, read: READ, floor: FLOOR, max: MAX }));
    const counted = { until: at.getTime() + KEPT, answer };
    kept = counted;
    // A failed count is not cached: the database was away.
    answer.catch(() => {
      if (kept === counted) kept = null;
    });
    return answer;
  };
}
