/**
 * How an incident is resolved:
 * · give-right: a right must be given to someone, then the step is retried;
 * · data: something must be completed in the portal, then the step is retried;
 * · retry: what the step depends on must work again, then the step is retried;
 * · circuit: the analyst publishes a new version, for later requests; retrying is of no use;
 * · operator: those who run the portal repair it; retrying is of no use before that.
 */
export const MENDINGS = ['give-right', 'data', 'retry', 'circuit', 'operator'] as const;
/** A way to resolve an incident. */
export type Mending = (typeof MENDINGS)[number];

interface StepCause {
  readonly mending: Mending;
  /**
   * The params of the sentences: codes, names of headers and fields, never anything about a person.
   */
  readonly params: readonly string[];
  /** For the engine's own screens and logs. */
  readonly words: string;
}

/** Every reason why a step of ours stops. A new one fails the build until the screens have words for it. */
const STEP_CAUSES = {
  'nobody-holds': {
    mending: 'give-right',
    params: ['role', 'structure'],
    words: 'nobody has the right “{role}” for the structure {structure} or above, the requester aside',
  },
  'nobody-above': {
    mending: 'give-right',
    params: ['role', 'below'],
    words: 'nobody has the right “{role}” above the superior of whoever is of the structure {below}',
  },
  'agent-without-post': {
    mending: 'data',
    params: [],
    words: 'the agent holds no post, on the day of effect nor today',
  },
  'header-missing': { mending: 'circuit', params: ['header'], words: 'the step lacks the header “{header}”' },
  'header-value': {
    mending: 'circuit',
    params: ['header', 'value'],
    words: 'the header “{header}” cannot be “{value}”',
  },
  'variable-wrong': {
    mending: 'circuit',
    params: ['variable'],
    words: 'the circuit does not give the variable “{variable}”, or not as the step expects it',
  },
  'property-wrong': {
    mending: 'circuit',
    params: ['property'],
    words: 'the property “{property}” of the process is missing, or not what the step expects',
  },
  'grid-without-row': {
    mending: 'data',
    params: ['grid', 'field'],
    words: 'the grid “{grid}” gives no “{field}” on the day of effect',
  },
  'answer-wrong': {
    mending: 'circuit',
    params: ['field'],
    words: 'the request holds no answer “{field}” that the step could use',
  },
  'act-words-missing': { mending: 'circuit', params: ['template'], words: 'the circuit has no words for “{template}”' },
  'circuit-unpublished': {
    mending: 'operator',
    params: [],
    words: 'what is played is a process that the portal did not publish for the request, or that was withdrawn',
  },
  'step-unknown': { mending: 'circuit', params: [], words: 'it is not a person’s step of the request’s circuit' },
  'role-excluded': {
    mending: 'circuit',
    params: ['role'],
    words: 'no step may be held as “{role}”',
  },
  'decision-not-signature': {
    mending: 'circuit',
    params: [],
    words: 'the decision that led here is not the signature of an act',
  },
  'complement-awaited': { mending: 'circuit', params: [], words: 'a complement is still awaited: no clock runs' },
  'act-not-sealed': { mending: 'circuit', params: [], words: 'no act is sealed yet' },
  'theme-missing': {
    mending: 'circuit',
    params: ['theme'],
    words: 'the circuit was published without the theme “{theme}”',
  },
  'table-unanswered': {
    mending: 'circuit',
    params: ['table', 'lacks'],
    words: 'the table “{table}” gave no outcome that the step may give: it lacks “{lacks}”',
  },
  'guarantee-missing': {
    mending: 'circuit',
    params: ['effect', 'guarantee', 'lacks'],
    words: 'the effect “{effect}” asks for the guarantee “{guarantee}”, and lacks “{lacks}”',
  },
  'wait-unagreed': {
    mending: 'circuit',
    params: ['lacks'],
    words: 'the time to stop a change runs from the two agreements, and one lacks: “{lacks}”',
  },
  'effect-unlawful': {
    mending: 'operator',
    params: ['effect', 'field', 'rule'],
    words: 'the effect “{effect}” would break the rule “{rule}” by its answer “{field}”',
  },
  'act-differs': {
    mending: 'operator',
    params: ['effect', 'differs'],
    words: 'the effect “{effect}” is not the one that the sealed act says: “{differs}”',
  },
  'undoing-ungrounded': {
    mending: 'circuit',
    params: [],
    words: 'no sealed act of the request withdraws or repeals another: there is nothing to undo',
  },
  'undoing-blocked': {
    mending: 'data',
    params: ['effect', 'lacks'],
    words: 'the effect “{effect}” of the act cannot be undone by itself: “{lacks}”',
  },
  'outcome-ungrounded': {
    mending: 'circuit',
    params: ['claim', 'lacks'],
    words: 'the step says “{claim}” of its request, which lacks “{lacks}”',
  },
  'silence-unlawful': {
    mending: 'circuit',
    params: ['header', 'value'],
    words: 'the law gives silence on such a request another “{header}” than “{value}”',
  },
  'pay-ungrounded': {
    mending: 'circuit',
    params: [],
    words: 'this movement of pay follows an effect, or a sealed act where none says it: it is not there yet',
  },
  'pay-differs': {
    mending: 'circuit',
    params: ['field'],
    words: 'the circuit pays by another “{field}” than what was applied',
  },
  'nothing-to-pay': { mending: 'circuit', params: [], words: 'there is nothing to pay by' },
  'variable-differs': {
    mending: 'circuit',
    params: ['variable'],
    words: 'the circuit gives another “{variable}” than that of the request it plays',
  },
  'request-unknown': { mending: 'operator', params: [], words: 'no request of the portal is played by this instance' },
  'preview-lost': { mending: 'operator', params: [], words: 'what the signer saw was not kept' },
  'withdrawal-underway': { mending: 'retry', params: [], words: 'a withdrawal of the request is on its way' },
  'decision-underway': { mending: 'retry', params: [], words: 'a decision on the request is about to be confirmed' },
  'migration-underway': {
    mending: 'retry',
    params: [],
    words: 'the request is moving to another version of its circuit',
  },
  'request-cancelled': { mending: 'operator', params: [], words: 'the request was cancelled: the engine is to end it' },
  'part-away': { mending: 'retry', params: ['part'], words: 'the {part} is away' },
  'stamp-missing': { mending: 'retry', params: ['reason'], words: 'the seal has no time stamp: {reason}' },
  'seal-invalid': { mending: 'operator', params: ['reason'], words: 'the sealed act would not verify: {reason}' },
  'act-page-refused': {
    mending: 'circuit',
    params: ['fault'],
    words: 'the page of the act, read back, cannot be sealed: {fault}',
  },
  'seal-failed': { mending: 'retry', params: ['fault'], words: 'the seal failed: {fault}; the log says more' },
  'step-failed': { mending: 'retry', params: ['fault'], words: 'the step failed: {fault}; the log says more' },
  'task-not-ready': { mending: 'retry', params: ['fault'], words: 'the task is not ready: {fault}; the log says more' },
  'task-not-updated': {
    mending: 'retry',
    params: ['fault'],
    words: 'the task is not up to date: {fault}; the log says more',
  },
} as const satisfies Record<string, StepCause>;

/** A reason why a step of ours stops. */
export type FailureCause = keyof typeof STEP_CAUSES;

/** Why a step stopped: one of the causes, with its own params. */
export type Failure = {
  [Cause in FailureCause]: {
    readonly cause: Cause;
    readonly params: Readonly<Record<(typeof STEP_CAUSES)[Cause]['params'][number], string>>;
  };
}[FailureCause];

/** What the engine itself stops on, with no step of ours involved. */
const ENGINE_CAUSES = {
  'data-missing': 'circuit',
  'expression-fault': 'circuit',
  'no-branch': 'circuit',
  'table-fault': 'circuit',
  'table-missing': 'circuit',
  'called-missing': 'circuit',
  'error-uncaught': 'circuit',
  'form-missing': 'circuit',
  'too-large': 'circuit',
  other: 'retry',
} as const satisfies Record<string, Mending>;
type EngineCause = keyof typeof ENGINE_CAUSES;

/** The cause of an incident: of a step of ours, or of the engine. */
export type IncidentCause = FailureCause | EngineCause;
/** All causes of incidents. */
export const INCIDENT_CAUSES = [
  ...(Object.keys(STEP_CAUSES) as FailureCause[]),
  ...(Object.keys(ENGINE_CAUSES) as EngineCause[]),
] as const;

/**
 * The engine's types of incidents. Our jobs state their cause themselves: a job that runs out of
 * retries without one is not ours.
 */
const CAUSE_OF_TYPE = {
  JOB_NO_RETRIES: 'other',
  EXECUTION_LISTENER_NO_RETRIES: 'other',
  TASK_LISTENER_NO_RETRIES: 'other',
  AD_HOC_SUB_PROCESS_NO_RETRIES: 'other',
  IO_MAPPING_ERROR: 'data-missing',
  EXTRACT_VALUE_ERROR: 'expression-fault',
  CONDITION_ERROR: 'no-branch',
  DECISION_EVALUATION_ERROR: 'table-fault',
  CALLED_DECISION_ERROR: 'table-missing',
  CALLED_ELEMENT_ERROR: 'called-missing',
  RESOURCE_NOT_FOUND: 'called-missing',
  UNHANDLED_ERROR_EVENT: 'error-uncaught',
  FORM_NOT_FOUND: 'form-missing',
  MESSAGE_SIZE_EXCEEDED: 'too-large',
  UNKNOWN: 'other',
  UNSPECIFIED: 'other',
} as const satisfies Record<string, EngineCause>;
/** A type of incident of the engine. */
export type EngineErrorType = keyof typeof CAUSE_OF_TYPE;

/** An incident as it was read: its cause, with its params, and how it is resolved. */
export interface IncidentReading {
  readonly cause: IncidentCause;
  readonly params: Readonly<Record<string, string>>;
  readonly mending: Mending;
}

const MAX_PARAM = 200;

/**
 * Encodes a failure as the text that the engine keeps with its incident: a line that `readIncident`
 * parses, then the same in words, for those who look at the engine itself.
 */
export function encodeFailure({ cause, params }: Failure): string {
  const kept = Object.entries<string>(params).map(([name, value]) => [name, value.slice(0, MAX_PARAM)] as const);
  const words = kept.reduce<string>(
    (text, [name, value]) => text.replace(`{${name}}`, () => value),
    STEP_CAUSES[cause].words,
  );
  return `${JSON.stringify({ cause, params: Object.fromEntries(kept) })}\n${words}`;
}

function decodeFailure(message: string): Failure | null {
  const [line = ''] = message.split('\n', 1);
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return null;
  }
  const { cause, params } = (said ?? {}) as { cause?: unknown; params?: unknown };
  if (typeof cause !== 'string' || !Object.hasOwn(STEP_CAUSES, cause)) return null;
  const given = (params ?? {}) as Record<string, unknown>;
  const names = STEP_CAUSES[cause as FailureCause].params;
  if (!names.every((name) => typeof given[name] === 'string')) return null;
  return { cause, params: Object.fromEntries(names.map((name) => [name, given[name]])) } as Failure;
}

/** True if a step of ours wrote the text: it then states its whole cause. */
export const saysItsCause = (message: string): boolean => decodeFailure(message) !== null;

/**
 * Reads an incident: its cause, and how it is resolved. An unknown one (a text written before
 * causes had a code, or by another program) is « other »: its raw text is the only clue.
 */
export function readIncident(incident: {
  readonly errorType: EngineErrorType;
  readonly errorMessage: string;
}): IncidentReading {
  const failure = decodeFailure(incident.errorMessage);
  if (failure !== null) return { ...failure, mending: STEP_CAUSES[failure.cause].mending };
  // An engine newer than its client may know more types.
  const cause: EngineCause = CAUSE_OF_TYPE[incident.errorType] ?? 'other';
  return { cause, params: {}, mending: ENGINE_CAUSES[cause] };
}
