import { z } from 'zod';
import { INCIDENT_CAUSES, MENDINGS } from '#domain/incident/incident.ts';
import { RETRIED_STATES, RETRY_STATES } from '#domain/incident/incident-retry.ts';
import { Bilingual, EngineKey, Id, Instant, keyPageOf, keyPageQuery, PersonRef } from '../common.ts';
import { Reason } from './administration.ts';

/** What stopped a step, in a word (domain/incident/incident.ts), with what fills the sentence in. */
const Cause = z.object({
  cause: z.enum(INCIDENT_CAUSES),
  params: z.record(z.string(), z.string()),
  mending: z.enum(MENDINGS),
});
const Version = z.object({ id: Id, number: z.int() });

export const IncidentRow = Cause.extend({
  key: EngineKey,
  /** The instance that it stops. */
  instanceKey: EngineKey,
  at: Instant,
  requestId: Id.nullable(),
  requestNumber: z.string().nullable(),
  structureName: z.string().nullable(),
  circuit: Bilingual,
  /** Null: it stops no request of the portal. */
  version: Version.nullable(),
  step: Bilingual,
  /** The engine's own words, for whoever asks for the technical detail. */
  type: z.string(),
  message: z.string(),
});

/** The name of a group of incidents (domain/incident/incident-group.ts). */
export const GroupId = z.string().regex(/^[0-9a-f]{32}$/);

/** GET /api/incidents (administrateur): the oldest first; of one group, or of one instance. */
export const IncidentQuery = keyPageQuery(EngineKey)
  .omit({ q: true })
  .extend({ group: GroupId.optional(), instance: EngineKey.optional(), versionId: Id.optional() });
export const IncidentPage = keyPageOf(IncidentRow);

/** POST /api/incidents/:key/resolution { reason } → 204 */
export const IncidentResolution = z.object({ reason: Reason });

/** Incidents of one cause: same circuit, step, type of error and message. */
export const IncidentGroup = Cause.extend({
  id: GroupId,
  circuit: Bilingual,
  step: Bilingual,
  incidents: z.int(),
  requests: z.int(),
  oldestAt: Instant,
  /** The versions that the stopped requests follow, with how many incidents each has; none of ours: empty. */
  versions: z.array(Version.extend({ incidents: z.int() })),
  type: z.string(),
  /** The words of its oldest incident. */
  message: z.string(),
  /** The incident itself, where it is alone. */
  only: IncidentRow.nullable(),
});
/** GET /api/incidents/groups (administrateur): the largest first. */
export const IncidentGroups = z.object({
  items: z.array(IncidentGroup),
  /** Incidents in all. */
  incidents: z.int(),
  /** More are open than are looked at: the groups are of the oldest. */
  partial: z.boolean(),
  /** There are more groups than are shown. */
  more: z.boolean(),
});

/** What of a group is tried again: all of it, those of one version, or those that are named. */
const Chosen = z.object({
  versionId: Id.nullable(),
  keys: z.array(EngineKey).min(1).max(100).nullable(),
});
/** POST /api/incidents/groups/:group/preview: what would be tried again; nothing is. */
export const RetryPreview = z.object({
  incidents: z.int(),
  requests: z.int(),
  /** Of them, those that another retry holds already. */
  underWay: z.int(),
});
export const RetryChoice = Chosen;
/** POST /api/incidents/groups/:group/retry */
export const RetryAsk = Chosen.extend({ reason: Reason });
export const RetryAsked = z.object({ retryId: Id, asked: z.int() });

/** GET /api/incidents/retries (administrateur): one's own; those of everybody, for whoever administers the whole. */
export const RetryView = z.object({
  id: Id,
  circuit: Bilingual,
  step: Bilingual,
  cause: z.enum(INCIDENT_CAUSES),
  askedBy: PersonRef,
  askedAt: Instant,
  endedAt: Instant.nullable(),
  reason: z.string(),
  state: z.enum(RETRY_STATES),
  /** How many of its incidents are in each state. */
  counts: z.partialRecord(z.enum(RETRIED_STATES), z.int()),
});
export const RetryQuery = keyPageQuery(Id).omit({ q: true });
export const RetryPage = keyPageOf(RetryView);

/** GET /api/incidents/retries/:id/incidents: what became of each. */
export const RetriedRow = z.object({
  key: EngineKey,
  instanceKey: EngineKey,
  requestId: Id.nullable(),
  requestNumber: z.string().nullable(),
  state: z.enum(RETRIED_STATES),
  changedAt: Instant,
});
export const RetriedQuery = keyPageQuery(EngineKey)
  .omit({ q: true })
  .extend({ state: z.enum(RETRIED_STATES).optional() });
export const RetriedPage = keyPageOf(RetriedRow);

export type IncidentRow = z.infer<typeof IncidentRow>;
export type IncidentGroup = z.infer<typeof IncidentGroup>;
export type RetryView = z.infer<typeof RetryView>;
export type RetriedRow = z.infer<typeof RetriedRow>;
