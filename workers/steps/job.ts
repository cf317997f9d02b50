import { z } from 'zod';
import type { Failure } from '#domain/incident/incident.ts';
import type { ClocksSoFar, FiledRequest } from '#prisma/repositories/requests/played.ts';
import type { Job, Variables } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import { type Headers, type HeaderValues, readHeaders } from './headers.ts';
import { StepFailure } from './step-failure.ts';

type Shape = Readonly<Record<string, z.ZodType>>;
type Values<Of extends Shape> = { readonly [Name in keyof Of]: z.output<Of[Name]> };

/** What a fault of ours stops a step with: the causes that say which fault, and nothing else. */
export type FaultCause = Extract<Failure, { readonly params: { readonly fault: string } }>['cause'];

/**
 * A job type: what an analyst writes on its steps, what it reads of the circuit and gives back. Everything else that knows
 * a job type (what is fetched from the engine, the checks of circuits, the element templates, docs/job-types.md) derives
 * from this or is held against it.
 */
export interface JobDefinition<
  Type extends string = string,
  Of extends Headers = Headers,
  Read extends Shape = Shape,
  Results extends Shape = Shape,
> {
  readonly type: Type;
  /** What it does, in a line of the documentation. */
  readonly does: string;
  readonly headers: Of;
  /** What it reads of the circuit; nothing else is fetched. */
  readonly variables: Read;
  /** What it gives back to the circuit: expressions may use these names. */
  readonly results: Results;
  /** Codes of the BPMN errors that a circuit must catch. */
  readonly errors: readonly string[];
  readonly fault: FaultCause;
}

/** An identifier of ours that a circuit carries. */
export const identifier = () => z.guid();
/** The same, where the circuit may not have one. */
export const optionalIdentifier = () =>
  z
    .guid()
    .nullish()
    .transform((id) => id ?? undefined);

/**
 * What every job may say: its request, and the decision or the withdrawal that led the circuit there. It is compared with
 * what the portal knows of the instance (played-request.ts), never believed.
 */
export const EVERY_STEP = {
  requestId: optionalIdentifier(),
  decisionId: optionalIdentifier(),
  withdrawalId: optionalIdentifier(),
};
type EveryStep = typeof EVERY_STEP;
/** What led the circuit to a step. */
export type LedHere = Pick<Values<EveryStep>, 'decisionId' | 'withdrawalId'>;

/** Defines a job type. What is not said: no header, no variable beside those of every step, no result, no error. */
export function defineJob<
  const Type extends string,
  Of extends Headers = Record<never, never>,
  Read extends Shape = Record<never, never>,
  Results extends Shape = Record<never, never>,
>(job: {
  readonly type: Type;
  readonly does: string;
  readonly headers?: Of;
  readonly variables?: Read;
  readonly results?: Results;
  readonly errors?: readonly string[];
  readonly fault?: FaultCause;
}): JobDefinition<Type, Of, Omit<EveryStep, keyof Read> & Read, Results> {
  return {
    type: job.type,
    does: job.does,
    headers: job.headers ?? ({} as Of),
    variables: { ...EVERY_STEP, ...job.variables } as unknown as Omit<EveryStep, keyof Read> & Read,
    results: job.results ?? ({} as Results),
    errors: job.errors ?? [],
    fault: job.fault ?? 'step-failed',
  };
}

/** A step to do, read and checked. */
export interface Step<Definition extends JobDefinition> {
  /** The request that the instance plays. */
  readonly requestId: string;
  /** The same, as it was filed. */
  readonly filed: FiledRequest;
  /** Its clocks, as the steps before left them. */
  readonly clocks: ClocksSoFar;
  readonly jobKey: string;
  readonly elementId: string;
  readonly processInstanceKey: string;
  /** How many tries are left, this one included. */
  readonly retries: number;
  readonly headers: HeaderValues<Definition['headers']>;
  readonly variables: Omit<Values<Definition['variables']>, 'requestId'>;
}

/** What a step gives back: nothing, where its definition has no result. */
type Given<Definition extends JobDefinition> = keyof Definition['results'] extends never
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler that gives nothing back returns nothing
    void
  : z.input<z.ZodObject<Definition['results']>>;

export type JobHandler<Definition extends JobDefinition> = (
  context: WorkerContext,
  step: Step<Definition>,
) => Promise<Given<Definition>>;

/**
 * A step whose long part comes before the step's transaction, in short ones of its own: someone outside is asked, and no row
 * is held while they are. It gives what is then done in that transaction, once it looked again at what it goes by. It throws
 * no BPMN error.
 */
export interface LongJobHandler<Definition extends JobDefinition> {
  readonly before: (context: WorkerContext, step: Step<Definition>) => Promise<JobEnd<Definition>>;
}
export type JobEnd<Definition extends JobDefinition> = (context: WorkerContext) => Promise<Given<Definition>>;

export type AnyHandler<Definition extends JobDefinition> = JobHandler<Definition> | LongJobHandler<Definition>;

/**
 * A job type and who does it. That they belong together is proved where they are registered: only a step read by the
 * definition is handed over.
 */
export interface RegisteredJob {
  readonly definition: JobDefinition;
  readonly handler: AnyHandler<JobDefinition>;
}

/**
 * The variables of a job, as its definition wants them.
 * @throws {StepFailure} variable-wrong: a fault of the circuit's model, which no retry mends
 */
export function readVariables<Read extends Shape>(shape: Read, { variables }: Pick<Job, 'variables'>): Values<Read> {
  const values: Record<string, unknown> = {};
  for (const [variable, schema] of Object.entries(shape)) {
    const read = schema.safeParse(variables[variable]);
    if (!read.success) throw new StepFailure({ cause: 'variable-wrong', params: { variable } });
    values[variable] = read.data;
  }
  return values as Values<Read>;
}

/**
 * A job as its handler wants it, once its request is known and its variables are read.
 * @throws {StepFailure} header-missing, header-value: a fault of the circuit's model, which no retry mends
 */
export function openStep<Definition extends JobDefinition>(
  definition: Definition,
  job: Job,
  known: {
    readonly requestId: string;
    readonly filed: FiledRequest;
    readonly clocks: ClocksSoFar;
    readonly variables: Values<Definition['variables']>;
  },
): Step<Definition> {
  const read = readHeaders(definition.headers as Definition['headers'], job.headers);
  if ('faults' in read) {
    const [{ header, value } = { header: '', value: undefined }] = read.faults;
    if (value === undefined) throw new StepFailure({ cause: 'header-missing', params: { header } });
    throw new StepFailure({ cause: 'header-value', params: { header, value } });
  }
  const { key: jobKey, elementId, processInstanceKey, retries } = job;
  const { requestId: _said, ...variables } = known.variables as Values<EveryStep>;
  const { requestId, filed, clocks } = known;
  return {
    requestId,
    filed,
    clocks,
    jobKey,
    elementId,
    processInstanceKey,
    retries,
    headers: read.values,
    variables: variables as Omit<Values<Definition['variables']>, 'requestId'>,
  };
}

/** What a handler gave back, as its definition says it; anything else is a fault of ours. */
export function checkResults({ results }: JobDefinition, given: unknown): Variables {
  const schema = RESULTS.get(results) ?? z.strictObject(results);
  RESULTS.set(results, schema);
  return schema.parse(given ?? {});
}
/** Made once for a definition: to make one costs many times what it checks. */
const RESULTS = new WeakMap<Shape, z.ZodObject>();
