import { z } from 'zod';
import { CivilDate, Id, keyPageOf, keyPageQuery, PersonRef } from '../common.ts';

/** GET /api/team/absences: whom one is the superior of, and when each is away that month; never why, nor by what kind. */
export const TeamRow = PersonRef.extend({
  /** Within the month, both days included; `granted` false: asked for, and not decided. */
  absences: z.array(z.object({ from: CivilDate, until: CivilDate, granted: z.boolean() })),
});
export const TeamPage = keyPageOf(TeamRow);
export const TeamQuery = keyPageQuery(Id).extend({
  /** « 2026-12 »; without it, the month it is in Paris. */
  month: z
    .string()
    .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/)
    .optional(),
  /** Only this structure and what is below it. */
  structureId: Id.optional(),
});
/** GET /api/team/filters */
export const TeamFilters = z.object({ structures: z.array(z.object({ id: Id, name: z.string() })) });
export type TeamRow = z.infer<typeof TeamRow>;
