import { z } from 'zod';
import { Bilingual, CivilDate, FieldFault, Id, Instant } from './common.ts';

const ShownValues = z.array(z.object({ key: z.string(), label: Bilingual, value: Bilingual }));
/** A theme of someone's situation, as it stands (domain/situation/show-theme.ts). */
export const ShownTheme = z.object({
  theme: z.string(),
  title: Bilingual,
  values: ShownValues,
  from: CivilDate.nullable(),
  until: CivilDate.nullable(),
  /** Of a list, each item that stands. */
  items: z.array(z.object({ item: Id, values: ShownValues, from: CivilDate, until: CivilDate.nullable() })),
  none: Bilingual.nullable(),
});
/** What a request would change of a theme: before, after, and the rules that it breaks (`warns`: it can be granted even so). */
export const PendingChange = z.object({
  before: ShownTheme,
  after: ShownTheme,
  broken: z.array(FieldFault.extend({ warns: z.boolean() })),
});
/** A theme with all that was ever written of it, the latest first, and what can change it. */
export const ThemeHistory = ShownTheme.extend({
  history: z.array(
    ShownTheme.pick({ values: true, from: true, until: true }).extend({
      at: Instant,
      origin: z.enum(['request', 'taken-over', 'import', 'correction']),
      /** Another one puts it right since. */
      superseded: z.boolean(),
      /** Of the request that changed it. */
      request: z.object({ id: Id, number: z.string() }).nullable(),
    }),
  ),
  /** The kinds of requests that change it and that the reader can begin. */
  kinds: z.array(
    z.object({
      kind: z.string(),
      title: Bilingual,
      /** It asks which item of the list it changes. */
      changesItem: z.boolean(),
    }),
  ),
});
/** GET /api/situations/mine, GET /api/situations/:personId */
export const SituationView = z.object({
  person: z.object({
    id: Id,
    firstName: z.string(),
    lastName: z.string(),
    employeeNumber: z.string(),
    structureName: z.string().nullable(),
  }),
  themes: z.array(ThemeHistory),
});
export type SituationView = z.infer<typeof SituationView>;
export type ThemeHistory = z.infer<typeof ThemeHistory>;
export type ShownTheme = z.infer<typeof ShownTheme>;
export type PendingChange = z.infer<typeof PendingChange>;
