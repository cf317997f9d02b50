import type { Change } from '#application/administration/change.ts';
import type { GivingDeps } from '#application/administration/powers/power.ts';
import { type CivilDate, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import { type PeriodState, periodState } from '#domain/calendar/period.ts';
import type { ListQuery } from '#prisma/repositories/administration/scope.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Call } from '../../http/route.ts';

/** The door of all that an administrator keeps. */
export const administrator = { right: ['administrateur'], guard: 'administrator' } as const;

/** What every change of an administrator begins with: who asks, when, and why. */
export const changeOf = ({ me, at, body }: Call<unknown, unknown, { reason: string }>): Change => ({
  actor: me.actor,
  at,
  reason: body.reason,
});

/** What giving a power works with. */
export const givingDeps = ({ database, settings }: Pick<Dependencies, 'database' | 'settings'>): GivingDeps => ({
  database,
  mailDomain: new URL(settings.baseUrl).hostname,
});

/** The question of a list, as its repository reads it. */
export function listQuery<Q extends { pageSize: number }>(
  me: SignedIn,
  at: Date,
  query: Q,
): Q & Pick<ListQuery, 'administratorId' | 'day'> {
  return { ...query, administratorId: me.personId, day: parisDay(at) };
}

/** A page, as every list answers it. */
export const pageBody = <Row>(
  found: { items: Row[]; total: number },
  { page, pageSize }: { page: number; pageSize: number },
) => ({ ...found, page, pageSize });

/** With where the period stands. */
export const stateful = <Row extends Period>(row: Row, day: CivilDate): Row & { state: PeriodState } => ({
  ...row,
  state: periodState(row, day),
});
