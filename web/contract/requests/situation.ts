import { z } from 'zod';
import { CORRECTION_PATHS, ENTRY_ORIGINS } from '#domain/situation/correction.ts';
import { Bilingual, CivilDate, FieldFault, Id, Instant, Plain } from '../common.ts';
import { Reason } from '../operations/administration.ts';

const ShownValues = z.array(z.object({ key: z.string(), label: Bilingual, value: Bilingual }));
/** A theme of someone's situation, as it stands (domain/situation/themes/show-theme.ts). */
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
  /** Whether the agent is away then. */
  away: z.boolean(),
  broken: z.array(FieldFault.extend({ warns: z.boolean() })),
});
const Shown = ShownTheme.pick({ values: true, from: true, until: true });
/** A theme with all that was ever written of it, the latest first, and what can change it. */
export const ThemeHistory = ShownTheme.extend({
  history: z.array(
    Shown.extend({
      id: Id,
      at: Instant,
      origin: z.enum(ENTRY_ORIGINS),
      /** Another one puts it right since. */
      superseded: z.boolean(),
      /** Of the request that changed it. */
      request: z.object({ id: Id, number: z.string() }).nullable(),
      /** Of what puts another one right: why, who asked for it and who confirmed it. */
      correction: z.object({ reason: z.string(), by: z.array(z.string()) }).nullable(),
    }),
  ),
  /** It ends, and can be asked for again. */
  renewed: z.boolean(),
  /** The kinds of requests that change it and that the reader can begin. */
  kinds: z.array(
    z.object({
      kind: z.string(),
      title: Bilingual,
      /** It asks which item of the list it changes. */
      changesItem: z.boolean(),
      /** It ends what stands before its last day. */
      ends: z.boolean(),
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
  /** Whether the reader may put its entries right. */
  mayCorrect: z.boolean(),
  /** Corrections that wait for a second person, for those who may answer them. */
  corrections: z.array(
    z.object({
      id: Id,
      title: Bilingual,
      before: Shown,
      after: Shown,
      reason: z.string(),
      by: z.string(),
      at: Instant,
      /** The reader asked for it, and may take it back: another one answers. */
      mine: z.boolean(),
    }),
  ),
});
/**
 * GET /api/situations/:personId/entries/:entryId: what a correction of an entry asks. `path`: the reader alone, with a second
 * person, or nobody so (domain/situation/correction.ts).
 */
export const CorrectableEntry = z.object({
  path: z.enum(CORRECTION_PATHS),
  title: Bilingual,
  shown: Shown,
  fields: z.array(
    z.object({
      key: z.string(),
      type: z.enum(['text', 'number', 'day', 'choice', 'yes-no']),
      label: Bilingual,
      required: z.boolean(),
      choices: z.array(z.object({ value: z.union([z.string(), z.number()]), label: Bilingual })),
      value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
    }),
  ),
  /** Pay follows the theme, and is told of no correction. */
  pays: z.boolean(),
});
/** POST /api/situations/:personId/entries/:entryId/corrections: every field of the entry, by its key. */
export const CorrectionCreate = z.object({
  answers: z.record(z.string().max(50), z.union([Plain.max(500), z.number(), z.boolean()]).nullable()),
  reason: Reason,
});
export const CorrectionCreated = z.object({ id: Id, state: z.enum(['applied', 'open']) });
/** POST /api/situations/:personId/corrections/:correctionId/answer; a refusal says why. */
export const CorrectionAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['confirmed', 'taken-back']) }),
  z.object({ outcome: z.literal('refused'), remark: Reason }),
]);
export type CorrectableEntry = z.infer<typeof CorrectableEntry>;
/** GET /api/situations/mine/today: what stands of each theme; sensitive values masked. */
export const SituationToday = z.object({ items: z.array(ShownTheme) });
export type SituationToday = z.infer<typeof SituationToday>;
export type SituationView = z.infer<typeof SituationView>;
export type ThemeHistory = z.infer<typeof ThemeHistory>;
export type ShownTheme = z.infer<typeof ShownTheme>;
export type PendingChange = z.infer<typeof PendingChange>;
