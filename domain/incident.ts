/** What stopped a circuit, in a word that screens turn into sentences: what happened, what was kept, what to do. */
export const INCIDENT_CAUSES = [
  'nobody-holds',
  'circuit-drawn-wrong',
  'request-unknown',
  'data-missing',
  'no-branch',
  'table-fault',
  'called-missing',
  'error-uncaught',
  'form-missing',
  'too-large',
  'part-away',
  'seal-failed',
  'step-failed',
  'task-not-ready',
  'other',
] as const;
export type IncidentCause = (typeof INCIDENT_CAUSES)[number];

/** What sets it right before the step is tried again. */
export type Mending = 'give-right' | 'retry' | 'circuit';

export interface IncidentReading {
  readonly cause: IncidentCause;
  readonly params: Readonly<Record<string, string>>;
  readonly mending: Mending;
}

/** What the engine says of an incident. */
export interface IncidentFacts {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Our own jobs' words (workers/), first: they say more than the engine's « no retries left ». */
const JOB_WORDS: readonly (readonly [RegExp, IncidentCause])[] = [
  [/no request has this identifier/, 'request-unknown'],
  [/is not an identifier|holds no period or no quota/, 'data-missing'],
  [
    /lacks the header|has no words for|is not an act$|is not an outcome|is nobody$|is not something that can/,
    'circuit-drawn-wrong',
  ],
  [/is not a person’s step|silence means/, 'circuit-drawn-wrong'],
  [/^[\w-]+: the (?:engine|database) is away/, 'part-away'],
  [/^act-seal: /, 'seal-failed'],
];

const ENGINE_WORDS: Readonly<Record<string, IncidentCause>> = {
  JOB_NO_RETRIES: 'step-failed',
  EXECUTION_LISTENER_NO_RETRIES: 'step-failed',
  TASK_LISTENER_NO_RETRIES: 'task-not-ready',
  AD_HOC_SUB_PROCESS_NO_RETRIES: 'step-failed',
  IO_MAPPING_ERROR: 'data-missing',
  EXTRACT_VALUE_ERROR: 'data-missing',
  CONDITION_ERROR: 'no-branch',
  DECISION_EVALUATION_ERROR: 'table-fault',
  CALLED_DECISION_ERROR: 'table-fault',
  CALLED_ELEMENT_ERROR: 'called-missing',
  UNHANDLED_ERROR_EVENT: 'error-uncaught',
  FORM_NOT_FOUND: 'form-missing',
  RESOURCE_NOT_FOUND: 'called-missing',
  MESSAGE_SIZE_EXCEEDED: 'too-large',
};

const MENDING: Readonly<Partial<Record<IncidentCause, Mending>>> = {
  'nobody-holds': 'give-right',
  'circuit-drawn-wrong': 'circuit',
  'no-branch': 'circuit',
  'table-fault': 'circuit',
  'called-missing': 'circuit',
  'error-uncaught': 'circuit',
  'form-missing': 'circuit',
};

/** Reads an incident: its cause, and what mends it. What is not known is « other », with its raw text as the only clue. */
export function readIncident({ errorType, errorMessage }: IncidentFacts): IncidentReading {
  const nobody = /aucune habilitation « ([\w-]+) » en vigueur pour la structure ([\w-]*)/.exec(errorMessage);
  if (nobody) {
    const [, role = '', structure = ''] = nobody;
    return { cause: 'nobody-holds', params: { role, structure }, mending: 'give-right' };
  }
  const said = JOB_WORDS.find(([words]) => words.test(errorMessage))?.[1];
  const cause = said ?? ENGINE_WORDS[errorType] ?? 'other';
  return { cause, params: {}, mending: MENDING[cause] ?? 'retry' };
}
