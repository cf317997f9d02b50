import { z } from 'zod';
import { CivilDate, Id, keyPageOf, keyPageQuery, Language, PersonRef, Plain } from '../common.ts';

/** GET /api/account/sign-ins */
export const SignInView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** « signed-in », else why not: « password-wrong »… */
  outcome: z.string(),
  /** « password », « password+totp »…; null for a failure. */
  method: z.string().nullable(),
  /** « Firefox, Windows »; null when it is not recognised. */
  device: z.string().nullable(),
  address: z.string(),
});
export const SignInList = z.object({ items: z.array(SignInView) });

/** What of the journal of sign-ins is asked: of people by name or number, of one address, of one sort. */
const JournalFilters = {
  q: Plain.trim().max(200).optional(),
  address: Plain.trim().max(100).optional(),
  result: z.enum(['succeeded', 'failed']).optional(),
};

/** GET /api/administration/sign-ins: newest first. */
export const JournalQuery = keyPageQuery(Id).extend(JournalFilters);
export const JournalRow = SignInView.extend({
  /** Null: nobody has the account that was tried. */
  person: PersonRef.nullable(),
  strength: z.string().nullable(),
});
export const JournalPage = keyPageOf(JournalRow);

/** GET /api/administration/sign-ins/export: days of Paris, the last included. */
export const JournalExport = z.object({
  ...JournalFilters,
  from: CivilDate,
  until: CivilDate,
  lang: Language.default('fr'),
});

export type JournalRow = z.infer<typeof JournalRow>;
