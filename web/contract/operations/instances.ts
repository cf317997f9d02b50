import { z } from 'zod';
import { INSTANCE_STATES } from '#domain/circuit/interventions/instance.ts';
import { Bilingual, CivilDate, EngineKey, Id, Instant, keyPageOf, keyPageQuery, PersonRef, Plain } from '../common.ts';
import { IncidentRow } from './incidents.ts';

const State = z.enum(INSTANCE_STATES);

/** GET /api/operations/instances: `q` is the number of a request. */
export const InstanceQuery = keyPageQuery(Id)
  .extend({
    kind: Plain.max(100).optional(),
    versionId: Id.optional(),
    state: State.optional(),
    /** Where it stands, by its place in that version: « instruction/visa ». */
    element: Plain.max(500).optional(),
    /** Filed that day or later. */
    since: CivilDate.optional(),
  })
  .refine(({ element, versionId }) => element === undefined || versionId !== undefined, {
    path: ['element'],
    message: 'an element is one of a version',
  });

const Step = z.object({ elementId: z.string(), name: Bilingual });

/** The request that an instance plays, as the portal knows it. */
const PlayedRequest = z.object({
  id: Id,
  number: z.string(),
  kind: z.string(),
  title: Bilingual,
  structureName: z.string(),
  filedAt: Instant,
});
const PlayedVersion = z.object({ id: Id, number: z.int() });

export const InstanceRow = z.object({
  key: EngineKey,
  request: PlayedRequest,
  version: PlayedVersion,
  state: State,
  /** The steps that wait for somebody. */
  waits: z.array(Step),
});
export const InstancePage = keyPageOf(InstanceRow).extend({
  /** More stand there, or were ended, than are looked through: the list is of the most recent. */
  partial: z.boolean(),
});

const Passage = Step.extend({
  key: EngineKey,
  /** In the engine's words: USER_TASK, CALL_ACTIVITY… */
  type: z.string(),
  state: z.enum(['active', 'completed', 'terminated']),
  startedAt: Instant,
  endedAt: Instant.nullable(),
});

/** A variable of the engine: identifiers and facts, never anything personal. `value` is JSON; cut, when it is long. */
const InstanceVariable = z.object({
  key: EngineKey,
  name: z.string(),
  /** The inner scope that it belongs to; null: the whole instance. */
  scope: Bilingual.nullable(),
  value: z.string(),
  isCut: z.boolean(),
});
/** GET /api/operations/instances/:key/variables/:variableKey: the whole of it. */
export const WholeVariable = z.object({ name: z.string(), value: z.string() });

const InstanceJob = z.object({
  key: EngineKey,
  type: z.string(),
  step: Bilingual,
  /** In the engine's words: CREATED, FAILED, TIMED_OUT… */
  state: z.string(),
  retries: z.int(),
  /** Who took it; null when nobody did. */
  worker: z.string().nullable(),
  /** When its worker is to have reported; then it is handed out again. */
  dueBackAt: Instant.nullable(),
});

const Subscription = z.object({
  key: EngineKey,
  message: z.string(),
  correlationKey: z.string().nullable(),
  step: Bilingual,
});

/** The clocks of a request, which dates of the circuit wait for: the portal computes them. */
const Clocks = z.object({
  reminderAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  silenceAt: Instant.nullable(),
  stopUntil: Instant.nullable(),
});

const InstanceRequest = PlayedRequest.extend({
  state: z.enum(['open', 'closed']),
  /** Whether the reader may open it: what follows is told to them alone. */
  isReadable: z.boolean(),
  agent: PersonRef.nullable(),
  /** Who has it: the step and the role; the people, to whoever may read the request. */
  hands: z.array(z.object({ step: Bilingual, role: z.string(), people: z.array(PersonRef), since: Instant })),
  clocks: Clocks,
});

/** GET /api/operations/instances/:key (administrateur): one instance, as the engine has it now. */
export const InstanceView = z.object({
  key: EngineKey,
  state: State,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** The process that it follows, and in words when a version of ours holds it. */
  processId: z.string(),
  name: Bilingual,
  version: PlayedVersion.nullable(),
  /** Whether that version, and the calls that lead here, say how it is drawn. */
  hasDiagram: z.boolean(),
  /** The calls that lead to it from the request's own instance; empty for that one. */
  path: z.string(),
  /** The instance that calls it. */
  callerKey: EngineKey.nullable(),
  /** Null: it plays no request of the portal. */
  request: InstanceRequest.nullable(),
  /** The last passages through its elements, newest first. */
  passages: z.array(Passage),
  morePassages: z.boolean(),
  /** Ids of its own drawing: where it stands, what it went through (flows too), and where it is stopped. */
  activeElements: z.array(z.string()),
  doneElements: z.array(z.string()),
  stoppedElements: z.array(z.object({ elementId: z.string(), stopped: z.int() })),
  /** The instances that it calls, and called: each is read by the same address. */
  called: z.array(
    z.object({ key: EngineKey, elementId: z.string(), name: Bilingual, state: State, startedAt: Instant }),
  ),
  moreCalled: z.boolean(),
  incidents: z.array(IncidentRow),
  variables: z.array(InstanceVariable),
  moreVariables: z.boolean(),
  /** Those that were not done. */
  jobs: z.array(InstanceJob),
  moreJobs: z.boolean(),
  subscriptions: z.array(Subscription),
  moreSubscriptions: z.boolean(),
  /** Waits that no message ends: a date, a condition, a signal; the protocol does not say which instant. */
  waits: z.array(Step),
});
export type InstanceRow = z.infer<typeof InstanceRow>;
export type InstanceView = z.infer<typeof InstanceView>;
