import { dayAfter, parisDay } from '../../domain/calendar/civil-date.ts';
import type { Effect } from '../../domain/effect/effect.ts';
import { ask } from '../portal/inside.ts';
import type { Portal } from '../portal/portal.ts';
import type { Answers } from './answers.ts';
import type { Member } from './people.ts';

/** What no rule of the trade refuses to this agent now (domain/effect/rules.ts), by key of the form. */
const LAWFUL: { readonly [Name in Effect]: ((portal: Portal, email: string) => Promise<Answers>) | null } = {
  'work-time': async (portal, email) => {
    const [row] = await ask<{ until: string | null }>(
      portal,
      `select max(r.data ->> 'endDate') as until from request r join person p on p.id = r.agent_id
        where p.work_email = $1 and (r.closed_at is null or r.outcome = 'granted')`,
      [email],
    );
    // After what stories say themselves, which is nearer.
    const first = `${dayAfter(parisDay(new Date()), { months: 11 }).slice(0, 8)}01`;
    const after = row?.until ? dayAfter(row.until, { days: 1 }) : first;
    const startDate = after > first ? after : first;
    return { startDate, endDate: dayAfter(startDate, { months: 6, days: -1 }) };
  },
  echelon: async (portal, email) => {
    const [former] = await ask<{ echelon: number; index: number; day: string }>(
      portal,
      `select e.echelon, e.index, to_char(e."from", 'YYYY-MM-DD') as day from echelon e join person p on p.id = e.person_id
        where p.work_email = $1 order by e."from" desc, e.id desc limit 1`,
      [email],
    );
    if (former === undefined) return {};
    const today = parisDay(new Date());
    const [, latest = today] = [former.day, today].sort();
    const effectDate = dayAfter(latest, { days: 14 });
    return { echelon: former.echelon + 1, index: former.index + 10, effectDate };
  },
  contact: null,
  'bank-account': null,
};

/** Where an agent stands changes with each story: what a form must then be answered. */
export async function lawfulAnswers(portal: Portal, effects: readonly Effect[], agent: Member): Promise<Answers> {
  const answers = await Promise.all(effects.map((effect) => LAWFUL[effect]?.(portal, agent.email) ?? {}));
  return Object.assign({}, ...answers);
}
