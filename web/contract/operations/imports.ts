import { z } from 'zod';
import { FILE_KINDS, IMPORT_STATES, PROVISION_SOURCES } from '#domain/people/import-line.ts';
import { LINE_STATES } from '#domain/people/import-words.ts';
import { PROPOSAL_KINDS } from '#domain/permissions/administration.ts';
import { ROLES } from '#domain/permissions/role.ts';
import { Bilingual, CivilDate, Id, Instant, Language, PageQuery, PersonRef, Plain, pageOf } from '../common.ts';
import { ShownTheme } from '../requests/situation.ts';
import { PowerText, Reason, StructureRef } from './administration.ts';

/** POST /api/administration/imports: the file is the body; what no address should hold stands in headers, URI-encoded. */
/** `theme`: of values, the theme of the situation that they are of. */
export const ImportQuery = z.object({ kind: z.enum(FILE_KINDS), theme: Plain.max(60).optional() });
/** GET /api/administration/imports/themes: those that a file can give, with the columns of such a file. */
export const ImportThemes = z.object({
  items: z.array(z.object({ name: z.string(), title: Bilingual, columns: z.string() })),
});
/** `X-File-Name` and `X-Reason`. */
export const ImportSaid = z.object({ fileName: Plain.trim().min(1).max(200), reason: Reason });

const Fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

export const ImportRow = z.object({
  id: Id,
  kind: z.enum(FILE_KINDS),
  /** Of values: the title of their theme. */
  theme: Bilingual.nullable(),
  fileName: z.string(),
  reason: z.string(),
  /** Null: whoever runs the portal. */
  madeBy: PersonRef.nullable(),
  madeAt: Instant,
  state: z.enum(IMPORT_STATES),
  lines: z.int(),
});
export const ImportPage = pageOf(ImportRow);

export const ImportView = ImportRow.extend({
  encoding: z.string().nullable(),
  /** Why the whole file is refused. */
  fault: Fault.nullable(),
  appliedAt: Instant.nullable(),
  /** Lines by what became of them; `read`: not tried yet; `willWait`: of those to import, for two administrators. */
  counts: z.object({
    ...(Object.fromEntries(LINE_STATES.map((state) => [state, z.int()])) as Record<
      (typeof LINE_STATES)[number],
      z.ZodInt
    >),
    read: z.int(),
    willWait: z.int(),
  }),
  /** The first lines at fault; the report has them all. */
  faulty: z.array(z.object({ line: z.int(), key: z.string(), faults: z.array(Fault) })),
  /** Of values: the first lines to import, with what each would write. */
  values: z.array(z.object({ line: z.int(), key: z.string(), after: ShownTheme })),
  approvedBy: PersonRef.nullable(),
  may: z.object({ apply: z.boolean(), approve: z.boolean(), reject: z.boolean() }),
});
/** POST /api/administration/imports/:id/rejection */
export const ImportRejection = z.object({ reason: Reason });
export const ImportReportQuery = z.object({ lang: Language.default('fr') });

// ── Rights that wait ─────────────────────────────────────────────────────────

/** What came by a file or by SCIM and that two administrators give: nothing, until one takes it up and another confirms. */
export const ProvisionedRow = z.object({
  id: Id,
  kind: z.enum(PROPOSAL_KINDS),
  source: z.enum(PROVISION_SOURCES),
  person: PersonRef.extend({ employeeNumber: z.string() }).nullable(),
  structure: StructureRef,
  /** Of a move, under what. */
  parent: StructureRef.nullable(),
  role: z.enum(ROLES).nullable(),
  byRight: z.boolean(),
  ...PowerText.shape,
  merge: z.boolean(),
  from: CivilDate.nullable(),
  until: CivilDate.nullable(),
  reference: z.string().nullable(),
  quality: z.string().nullable(),
  leaving: z.int().nullable(),
  workEmail: z.string().nullable(),
  reason: z.string(),
  madeAt: Instant,
});
export const ProvisionedPage = pageOf(ProvisionedRow);
export const ProvisionedQuery = PageQuery;

/** Many at once, each judged by itself. */
export const Several = z.object({ ids: z.array(Id).min(1).max(100) });
export const SeveralWithReason = Several.extend({ reason: Reason });
/** What became of each; `code`: why it was refused (domain/errors.ts), null when it was done. */
export const SeveralDone = z.object({ items: z.array(z.object({ id: Id, code: z.string().nullable() })) });

export type ImportRow = z.infer<typeof ImportRow>;
export type ImportView = z.infer<typeof ImportView>;
export type ProvisionedRow = z.infer<typeof ProvisionedRow>;
