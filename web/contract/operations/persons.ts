import { z } from 'zod';
import { CHANGE_SOURCES } from '#domain/people/import-line.ts';
import { ROLES } from '#domain/permissions/role.ts';
import { Address, CivilDate, Id, Instant, keyPageOf, keyPageQuery, Language, PersonRef, Plain } from '../common.ts';
import { Dated, PowerText, Reason, StructureRef } from './administration.ts';

const Words = (max: number) => Plain.trim().min(1).max(max);
export const EmployeeNumber = Plain.trim().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const Names = { firstName: Words(100), lastName: Words(100) };

/** GET /api/administration/persons: the people of one’s structures, whatever becomes of their posts. */
export const PersonsQuery = keyPageQuery(Id).extend({ structureId: Id.optional() });
export const PersonRow = PersonRef.extend({
  employeeNumber: z.string(),
  /** The post of today. */
  post: z.object({ quality: z.string(), structure: StructureRef }).nullable(),
  hasAccount: z.boolean(),
});
export const PersonPage = keyPageOf(PersonRow);

const Post = { structureId: Id, quality: Words(200), grade: Words(200), from: CivilDate, until: CivilDate.nullable() };

export const PersonCreate = z.object({
  ...Names,
  employeeNumber: EmployeeNumber,
  /** null: they have none, and are handed a link on paper. */
  workEmail: Address.nullable(),
  language: Language.default('fr'),
  ...Post,
  reason: Reason,
});
/** Who was made; `proposalId`: their first post waits for a second administrator. */
export const PersonCreated = z.object({ id: Id, proposalId: Id.nullable() });

export const PersonCorrection = z
  .object({ ...Names, employeeNumber: EmployeeNumber, workEmail: Address })
  .partial()
  .extend({ reason: Reason });

/** `endedRights`: which rights end on the eve, with the post that is left. */
export const PersonMove = z.object({ ...Post, endedRights: z.array(Id).max(50), reason: Reason });

export const PersonView = PersonRef.extend({
  employeeNumber: z.string(),
  workEmail: z.string().nullable(),
  language: Language,
  hasAccount: z.boolean(),
  /** Of any time, the latest first. */
  postings: z.array(Dated.extend({ id: Id, structure: StructureRef, quality: z.string(), grade: z.string() })),
  /** `administered`: whether the reader may end it. */
  rights: z.array(
    Dated.extend({
      id: Id,
      structure: StructureRef,
      role: z.enum(ROLES),
      byRight: z.boolean(),
      ofFormerOffice: z.boolean(),
      ...PowerText.shape,
      administered: z.boolean(),
    }),
  ),
  /** Corrections of who they are, the latest first. */
  changes: z.array(
    z.object({
      id: Id,
      before: z.record(z.string(), z.string().nullable()),
      after: z.record(z.string(), z.string()),
      reason: z.string(),
      by: PersonRef.nullable(),
      source: z.enum(CHANGE_SOURCES),
      at: Instant,
    }),
  ),
  /** Two administrators confirm their work address: they hold a sensitive right. */
  addressByTwo: z.boolean(),
  may: z.object({ correct: z.boolean(), move: z.boolean() }),
});

export type PersonRow = z.infer<typeof PersonRow>;
export type PersonView = z.infer<typeof PersonView>;
