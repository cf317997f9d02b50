import { z } from 'zod';
import { ROOT_PLACES, ROOT_STANDINGS } from '#domain/evidence/root-standing.ts';
import { SEAL_STANDINGS } from '#domain/evidence/seal-end.ts';
import { Bilingual, CivilDate, Id, Instant } from '../common.ts';

/** GET /api/health. 200 when all is up, 503 otherwise. `catcher` is the address of the embedded mail catcher's page, demonstration only. */
export const Health = z.object({
  status: z.enum(['up', 'degraded']),
  database: z.enum(['up', 'down']),
  engine: z.enum(['up', 'down']),
  mail: z.enum(['up', 'down']),
  /** « low »: under 1 GB; « full »: under 64 MB, or a write found no room within the last minute. */
  storage: z.enum(['up', 'low', 'full', 'down']),
  catcher: z.string().nullable(),
});

/** GET /api/health/live: 200 as long as the process answers. Started again when it does not. */
export const Live = z.object({ status: z.literal('up') });

/**
 * GET /api/health/ready: 200 when people may be sent here, 503 when not: it is stopping, or its database is away. The
 * engine and the mail server may be: what people ask is kept for them.
 */
export const Ready = z.object({
  status: z.enum(['ready', 'stopping', 'unavailable']),
  database: z.enum(['up', 'down']),
});
export type Ready = z.infer<typeof Ready>;

/** GET /api/demonstration: public; the accounts to try, none in production nor where no demonstration was seeded. */
export const Demonstration = z.object({
  accounts: z.array(
    z.object({
      email: z.string(),
      role: Bilingual,
      /** A one-time code that was not used yet, of an account that is asked for one; null: none, or wait for the next. */
      code: z.string().nullable(),
    }),
  ),
  password: z.string().nullable(),
});
export type Demonstration = z.infer<typeof Demonstration>;

/** GET /api/circuits (analyste, administrateur): the published versions, newest first. */
export const CircuitRow = z.object({
  kind: z.string(),
  title: Bilingual,
  versionId: Id,
  number: z.int(),
  current: z.boolean(),
  publishedAt: Instant,
  openRequests: z.int(),
});
export const CircuitList = z.object({ items: z.array(CircuitRow) });
/** GET /api/circuits/:versionId/diagram → BPMN XML ; GET /api/circuits/:versionId/files → CircuitFiles */
export const CircuitFiles = z.object({
  items: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string() })),
});

/** GET /api/requests/:id/stoppage : whether the circuit of a request is stopped; what stopped it is the administrators' to know. */
export const Stoppage = z.object({ stopped: z.boolean(), since: Instant.nullable() });

/** GET /api/operations/daily-roots (administrateur): the last root of the evidence, and whether one is missing. */
export const RootsStand = z.object({
  standing: z.enum(ROOT_STANDINGS),
  /** Where a root is missing for more than a day. */
  late: z.array(z.enum(ROOT_PLACES)),
  last: z.object({ day: CivilDate, chains: z.int(), isStamped: z.boolean() }).nullable(),
});

/**
 * GET /api/operations/seal (administrateur): when the seal ends; null before workers had one in use. And how many acts were
 * signed that are not sealed some minutes later, since when; null: none.
 */
export const SealEnd = z.object({
  seal: z.object({ until: Instant, standing: z.enum(SEAL_STANDINGS) }).nullable(),
  waiting: z.object({ acts: z.int(), since: Instant }).nullable(),
});

/** GET /api/operations/circuits (administrateur): the versions with what runs on them, in one's structures. */
export const RunningRow = z.object({
  versionId: Id,
  kind: z.string(),
  title: Bilingual,
  number: z.int(),
  current: z.boolean(),
  /** Requests under way, counted up to a bound; with `more`, there are others. */
  running: z.int(),
  more: z.boolean(),
  /** Requests stopped by an incident; null when the engine does not answer. */
  stopped: z.int().nullable(),
});
export const RunningList = z.object({ items: z.array(RunningRow) });

/** GET /api/operations/circuits/:versionId : how many requests stand at each element. */
export const RunningElement = z.object({
  elementId: z.string(),
  name: Bilingual,
  requests: z.int(),
  stopped: z.int(),
});
export const RunningCircuit = RunningRow.extend({
  elements: z.array(RunningElement),
  /** « portal »: the engine does not answer; only what waits for people is known. */
  source: z.enum(['engine', 'portal']),
  /** More runs than is counted here: the figures are those of the most recent. */
  partial: z.boolean(),
});

/**
 * GET /api/events : server-sent events, only about what the caller may see.
 * `event: change`, data: one of these. The client refetches; the event carries no content.
 */
export const LiveChange = z.union([
  z.object({ what: z.literal('request'), id: Id }),
  z.object({ what: z.literal('tasks') }),
  z.object({ what: z.literal('notifications') }),
  z.object({ what: z.literal('imports') }),
  z.object({ what: z.literal('batches') }),
  // Some changes may have been missed: whatever is shown is read again.
  z.object({ what: z.literal('anything') }),
]);
export type LiveChange = z.infer<typeof LiveChange>;
export type Health = z.infer<typeof Health>;

/** GET /api/seal-authority.pem : the certificate of the authority that certified the seal (PEM). Public: whoever received an act may verify it. */

export type RunningCircuit = z.infer<typeof RunningCircuit>;
export type RunningRow = z.infer<typeof RunningRow>;
