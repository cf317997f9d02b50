import { z } from 'zod';
import { PERIOD_STATES } from '#domain/calendar/period.ts';
import { PLACE_CLOCKS } from '#domain/calendar/place-clock.ts';
import { DEPARTMENT_CODES } from '#domain/people/department.ts';
import { PROPOSAL_KINDS, PROPOSAL_OUTCOMES } from '#domain/permissions/administration.ts';
import { ROLES } from '#domain/permissions/role.ts';
import {
  Bilingual,
  CivilDate,
  Id,
  Instant,
  keyPageOf,
  keyPageQuery,
  PageQuery,
  PersonRef,
  Plain,
  pageOf,
} from '../common.ts';

/** Why it was done: kept with the trace, for whoever asks later. */
export const Reason = Plain.trim().min(3).max(1000);
const Words = (max: number) => Plain.trim().min(1).max(max);
const State = z.enum(PERIOD_STATES);

export const StructureRef = z.object({ id: Id, code: z.string(), name: z.string() });
export const Dated = z.object({ from: CivilDate, until: CivilDate.nullable(), state: State });

/** What every list of /api/administration takes: a search, a structure (and what is below it), what stands when. */
export const AdministrationQuery = PageQuery.extend({
  structureId: Id.optional(),
  state: State.optional(),
});

/** The same of what people hold, by key: a ministry has a hundred thousand posts. */
export const HoldingQuery = keyPageQuery(Id).extend(AdministrationQuery.pick({ structureId: true, state: true }).shape);

/** GET /api/administration/people?q= : the directory, for choosing whom a right is given to. */
export const DirectoryQuery = z.object({ q: Plain.trim().min(2).max(200) });
export const DirectoryPerson = PersonRef.extend({
  employeeNumber: z.string(),
  quality: z.string().nullable(),
  structureName: z.string().nullable(),
});
export const Directory = z.object({ items: z.array(DirectoryPerson) });

// ── Structures ───────────────────────────────────────────────────────────────

export const StructureRow = StructureRef.extend({
  city: z.string(),
  /** By which delays are counted there. */
  clock: z.enum(PLACE_CLOCKS),
  /** By it its agents' administrative court is known; null: not said. */
  department: z.enum(DEPARTMENT_CODES).nullable(),
  parent: StructureRef.nullable(),
  depth: z.int(),
  closedOn: CivilDate.nullable(),
  /** People posted there today, itself alone. */
  people: z.int(),
});
export const StructurePage = pageOf(StructureRow);
/** `everywhere`: those one does not administer too, by name and code, where a structure can be proposed to go. */
export const StructureQuery = PageQuery.extend({
  open: z.enum(['true']).optional(),
  everywhere: z.enum(['true']).optional(),
});
export const StructureCreate = z.object({
  code: Plain.trim().regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/),
  name: Words(200),
  city: Words(100),
  /** Not said: that of its parent, in the same city. */
  department: z.enum(DEPARTMENT_CODES).nullable().exactOptional(),
  parentId: Id,
  reason: Reason,
});
/** What is not said stays as it is, whoever changed it meanwhile. */
export const StructureChange = z.object({
  name: Words(200).exactOptional(),
  city: Words(100).exactOptional(),
  clock: z.enum(PLACE_CLOCKS).exactOptional(),
  department: z.enum(DEPARTMENT_CODES).nullable().exactOptional(),
  reason: Reason,
});
export const StructureMove = z.object({ parentId: Id, reason: Reason });
export const StructureMerger = z.object({ intoId: Id, reason: Reason });
/** `on`: its last day; null: a closure to come is given up. */
export const StructureClose = z.object({ on: CivilDate.nullable(), reason: Reason });

// ── What holds for a while ───────────────────────────────────────────────────

const Begins = { from: CivilDate, until: CivilDate.nullable() };
export const End = z.object({ until: CivilDate, reason: Reason });
export const Removal = z.object({ reason: Reason });
export const PostingCorrection = z.object({ quality: Words(200), reason: Reason });
export const Created = z.object({ id: Id });
/** It waits for a second administrator: nothing is given yet. */
export const Proposed = z.object({ proposalId: Id });

const OfPerson = Dated.extend({ id: Id, person: PersonRef.extend({ employeeNumber: z.string() }) });

export const PostingRow = OfPerson.extend({ structure: StructureRef, quality: z.string(), grade: z.string() });
export const PostingPage = keyPageOf(PostingRow);
export const PostingCreate = z.object({
  personId: Id,
  structureId: Id,
  quality: Words(200),
  grade: Words(200),
  ...Begins,
  reason: Reason,
});

/** What a power to sign by right stands on (domain/permissions/actor.ts: PowerText). */
export const PowerText = z.object({
  powerReference: z.string().nullable(),
  inNameOf: z.string().nullable(),
  /** The act that appointed its holder; null: not told. */
  appointment: z
    .object({
      reference: z.string(),
      signedOn: CivilDate,
      publishedOn: CivilDate.nullable(),
      effectiveOn: CivilDate,
    })
    .nullable(),
});

export const HabilitationRow = OfPerson.extend({
  structure: StructureRef,
  role: z.enum(ROLES),
  byRight: z.boolean(),
  /** It makes its holder sign by right, and was given for another office than theirs. */
  ofFormerOffice: z.boolean(),
}).extend(PowerText.shape);
export const HabilitationPage = keyPageOf(HabilitationRow);
export const HabilitationQuery = HoldingQuery.extend({ role: z.enum(ROLES).optional() });
export const HabilitationCreate = z
  .object({
    personId: Id,
    structureId: Id,
    role: z.enum(ROLES),
    byRight: z.boolean().default(false),
    /** « le décret n° 2005-850 du 27 juillet 2005… », as acts print it after « Vu ». */
    powerReference: Words(300).exactOptional(),
    /** « le ministre de la justice », as acts print it after « Pour ». */
    inNameOf: Words(200).exactOptional(),
    /** « le décret du 3 mars 2025 portant nomination de M. X… », as acts print it after « Vu ». */
    appointment: z
      .object({ reference: Words(300), signedOn: CivilDate, publishedOn: CivilDate.nullable(), effectiveOn: CivilDate })
      .refine(({ signedOn, publishedOn }) => publishedOn === null || publishedOn >= signedOn, { path: ['publishedOn'] })
      .exactOptional(),
    ...Begins,
    reason: Reason,
  })
  .refine(({ role, byRight }) => !byRight || role === 'signataire', { path: ['byRight'] })
  .refine(({ byRight, powerReference }) => byRight || powerReference === undefined, { path: ['powerReference'] })
  .refine(({ byRight, appointment }) => byRight || appointment === undefined, { path: ['appointment'] })
  // A text that makes its holder sign for an authority does so once the appointment is published.
  .refine(({ inNameOf, appointment }) => inNameOf === undefined || appointment?.publishedOn !== null, {
    path: ['appointment', 'publishedOn'],
  })
  .refine(({ powerReference, inNameOf }) => powerReference !== undefined || inNameOf === undefined, {
    path: ['inNameOf'],
  });

export const AbsenceRow = OfPerson.extend({ structure: StructureRef.nullable() });
export const AbsencePage = keyPageOf(AbsenceRow);
export const AbsenceCreate = z.object({ personId: Id, from: CivilDate, until: CivilDate, reason: Reason });

/** Matters are kinds, « * » for all. */
export const DelegationRow = Dated.extend({
  id: Id,
  reference: z.string(),
  delegator: PersonRef,
  delegatorQuality: z.string(),
  delegate: PersonRef,
  matters: z.array(z.string()),
  structure: StructureRef,
  publishedOn: CivilDate.nullable(),
  publication: z.string().nullable(),
  revokedOn: CivilDate.nullable(),
  /** Its last suspension, over or not. */
  suspension: z.object({ from: CivilDate, until: CivilDate, reason: z.string() }).nullable(),
  /** The last day of the office in which it was given, or received, where that comes before its own. */
  officeEndsOn: CivilDate.nullable(),
  /** Why it gives no power today (domain/power/delegation.ts); null when it does. */
  lapse: z.string().nullable(),
});
export const DelegationPage = pageOf(DelegationRow);
/** GET /api/me/delegations: those that one was given, and those that one gave. */
export const OwnDelegations = z.object({
  items: z.array(DelegationRow.extend({ given: z.boolean(), endsSoon: z.boolean() })),
  /** What the kinds that they name are called; one that is not offered any more is left out. */
  kinds: z.array(z.object({ kind: z.string(), title: Bilingual })),
});
export const DelegationCreate = z.object({
  reference: Words(300),
  delegatorId: Id,
  /** As acts print it: « la directrice des services judiciaires ». */
  delegatorQuality: Words(200),
  delegateId: Id,
  matters: z.array(Plain.trim().min(1).max(100)).min(1).max(100),
  structureId: Id,
  ...Begins,
  reason: Reason,
});
export const DelegationSuspension = z.object({ from: CivilDate, until: CivilDate, reason: Reason });
export const DelegationPublication = z.object({ publishedOn: CivilDate, publication: Words(300), reason: Reason });

export const OpeningRow = Dated.extend({
  id: Id,
  /** A kind, or « * ». */
  kind: z.string(),
  title: Bilingual.nullable(),
  structure: StructureRef,
  open: z.boolean(),
});
export const OpeningPage = pageOf(OpeningRow);
export const OpeningQuery = AdministrationQuery.extend({ kind: Plain.max(100).optional() });
export const OpeningCreate = z.object({
  kind: Plain.trim().min(1).max(100),
  structureId: Id,
  open: z.boolean(),
  ...Begins,
  reason: Reason,
});

// ── Proposals ────────────────────────────────────────────────────────────────

/** What two administrators give: one proposed it, another one confirms or refuses it. */
export const ProposalRow = z.object({
  id: Id,
  kind: z.enum(PROPOSAL_KINDS),
  /** Who would receive it; null for a move. */
  person: PersonRef.nullable(),
  /** Where; of a move, what is moved. */
  structure: StructureRef,
  /** Of a move, under what. */
  parent: StructureRef.nullable(),
  role: z.enum(ROLES).nullable(),
  byRight: z.boolean(),
  ...PowerText.shape,
  /** Of a move: the structure goes into the other one, and closes. */
  merge: z.boolean(),
  from: CivilDate.nullable(),
  until: CivilDate.nullable(),
  /** Of a delegation: the decision, and its matters (kinds, « * » for all). */
  reference: z.string().nullable(),
  matters: z.array(z.string()),
  /** Of a post. */
  quality: z.string().nullable(),
  /** Of a post that follows another one: how many rights end with that one; null: none is left. */
  leaving: z.int().nullable(),
  /** Of a work address to correct. */
  workEmail: z.string().nullable(),
  reason: z.string(),
  proposedBy: PersonRef,
  proposedAt: Instant,
  /** Whether the reader proposed it. */
  mine: z.boolean(),
  /** Why the reader may not confirm it (domain/errors.ts); null when they may. */
  refusal: z.string().nullable(),
  outcome: z.enum(PROPOSAL_OUTCOMES).nullable(),
  answeredBy: PersonRef.nullable(),
  answeredAt: Instant.nullable(),
  answerReason: z.string().nullable(),
});
export const ProposalPage = pageOf(ProposalRow);
export const ProposalQuery = PageQuery.extend({ answered: z.enum(['true', 'false']).default('false') });
export const ProposalRefusal = z.object({ reason: Reason });

// ── Audit ────────────────────────────────────────────────────────────────────

/** One event, in the words that screens give its verb. `of` is whoever did it; null: the portal by itself. */
export const AuditRow = z.object({
  sequence: z.int(),
  at: Instant,
  verb: z.string(),
  actor: PersonRef.nullable(),
  subject: z.string(),
  /** Of the request that is read; the others belong to the same file. */
  own: z.boolean(),
  hash: z.string(),
  /** What an administrator may read of what was recorded: reasons, dates, codes. Null when erased. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
});
/** Whether the chain holds, from its first event to the last. */
export const ChainCheck = z.object({
  events: z.int(),
  verifiedUpTo: z.int(),
  broken: z.object({ sequence: z.int(), reason: z.string() }).nullable(),
});
/** The same, and when it was looked at. */
export const AuditCheck = ChainCheck.extend({ at: Instant });
/** GET /api/administration/audit?q= : what has a journal: requests by their number or their agent, people. */
export const AuditSearch = z.object({
  requests: z.array(
    z.object({ id: Id, number: z.string(), title: Bilingual, structureName: z.string(), filedAt: Instant }),
  ),
  people: z.array(DirectoryPerson),
});
/** A chain's events in full, with what may be read of them; those of other requests by their hash alone. */
export const AuditExport = z.object({
  title: z.string(),
  check: ChainCheck,
  events: z.array(z.looseObject({ sequence: z.int(), previousHash: z.string(), hash: z.string() })),
});
export const AuditQuery = PageQuery.extend({ actorId: Id.optional(), verb: Plain.max(50).optional() });
export const AuditPage = pageOf(AuditRow).extend({
  /** How many the chain has, those of other requests and what is filtered out included. */
  events: z.int(),
  actors: z.array(PersonRef),
  /** What it is the audit of, as a title: a request's number, a person's name, nothing for the system. */
  title: z.string(),
});

export type StructureRow = z.infer<typeof StructureRow>;
export type PostingRow = z.infer<typeof PostingRow>;
export type HabilitationRow = z.infer<typeof HabilitationRow>;
export type AbsenceRow = z.infer<typeof AbsenceRow>;
export type DelegationRow = z.infer<typeof DelegationRow>;
export type OpeningRow = z.infer<typeof OpeningRow>;
export type ProposalRow = z.infer<typeof ProposalRow>;
export type AuditRow = z.infer<typeof AuditRow>;
export type AuditPage = z.infer<typeof AuditPage>;
export type AuditCheck = z.infer<typeof AuditCheck>;
