import { z } from 'zod';
import { ACT_NATURES, ACT_STATES, UNUSED_BECAUSE } from '#domain/act/registry.ts';
import { DEPOSIT_STATES } from '#domain/archive/deposit.ts';
import { FATES } from '#domain/archive/retention.ts';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { Bilingual, CivilDate, Id, Instant, keyPageOf, keyPageQuery, Language, PersonRef, Plain } from '../common.ts';

/** Another act, that touched one or that it touched: its number, its request, what was done, and since when. */
export const OtherAct = z.object({
  nature: z.enum(LATER_ACTS),
  number: z.string(),
  requestId: Id,
  since: CivilDate,
  /** What became of it in turn. */
  state: z.enum(ACT_STATES),
});

/** Until which day an act is kept, and then what; null: nothing is said of its kind, or nobody signed it. */
export const Kept = z.object({ until: CivilDate, fate: z.enum(FATES) }).nullable();

/** What of the registry of acts is asked for; `q`: words that begin a number, a name of the agent or of the kind. */
export const REGISTRY_FILTERS = {
  q: Plain.trim().max(200).optional(),
  year: z.coerce.number().int().min(1970).max(9999).optional(),
  /** This structure and those below it. */
  structureId: Id.optional(),
  nature: z.enum(ACT_NATURES).optional(),
  state: z.enum(ACT_STATES).optional(),
  /** How far the act is with the archives service. */
  deposit: z.enum(DEPOSIT_STATES).optional(),
};

/** A line of the registry: a number, its act, and what became of it. */
export const RegistryLine = z.object({
  id: Id,
  number: z.string(),
  nature: z.enum(ACT_NATURES),
  state: z.enum(ACT_STATES),
  /** Why nobody signed it, once that is settled. */
  unusedBecause: z.enum(UNUSED_BECAUSE).nullable(),
  /** Of the kind. */
  kind: Bilingual,
  /** What the act is called, in French. */
  title: z.string(),
  agent: PersonRef,
  structureName: z.string(),
  reservedAt: Instant,
  signedAt: Instant.nullable(),
  touchedBy: z.array(OtherAct),
  kept: Kept,
  /** How far it is with the archives service, since when, and why it was refused; null: nobody asked. */
  deposit: z
    .object({
      state: z.enum(DEPOSIT_STATES),
      at: Instant,
      /** Why the portal did not deposit it; a key of the screens' texts. */
      code: Plain.nullable(),
      /** In the words of the archives service. */
      answer: z.string().nullable(),
    })
    .nullable(),
  /** Since when nothing of it is left but its number and hash; null: it stands. */
  eliminatedOn: CivilDate.nullable(),
  request: z.object({ id: Id, number: z.string() }),
  /** Whether the caller may open that request. */
  opens: z.boolean(),
});
export type RegistryLine = z.infer<typeof RegistryLine>;

/** GET /api/registry: the last numbers first. */
export const RegistryQuery = keyPageQuery(Id).extend(REGISTRY_FILTERS);
export const RegistryPage = keyPageOf(RegistryLine);
/** GET /api/registry/filters */
export const RegistryFilters = z.object({
  structures: z.array(z.object({ id: Id, name: z.string() })),
  years: z.array(z.int()),
});
/** GET /api/registry/archive/size: what an archive of these acts would hold; 404 `archive-empty`, 422 `archive-too-large`. */
export const ArchiveSize = z.object({ acts: z.int(), bytes: z.int() });
/** GET /api/registry/archive, and its size: of the acts that are signed among these. */
export const RegistryArchive = z.object(REGISTRY_FILTERS);
export type RegistryArchive = z.infer<typeof RegistryArchive>;

/** GET /api/registry/deposits: of the signed acts among these, those that are to be deposited, and whose time is over. */
export const DepositsToMake = z.object({ acts: z.int(), due: z.int() });
/** POST /api/registry/deposits: all of them, or those whose time is over; 404 `archive-empty`, 422 `deposit-too-many`. */
export const DepositAsked = z.object({
  ...REGISTRY_FILTERS,
  year: z.int().min(1970).max(9999).optional(),
  due: z.boolean(),
});
/** How many are asked for: those that are there, or on their way, are not asked for again. */
export const DepositsAsked = z.object({ asked: z.int() });

/** GET /api/registry/export: its last line says how many lines it has; without it, it was cut. */
export const RegistryExport = z.object({ ...REGISTRY_FILTERS, lang: Language.default('fr') });
