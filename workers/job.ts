import type { Job, ListenerJob, ListenerResult, Variables } from '../zeebe/client.ts';
import { JobFailure } from '../zeebe/client.ts';
import type { WorkerContext } from './context.ts';

/** What an analyst must know of a job type, and what a worker asks of the engine for it. */
export interface JobDefinition {
  readonly type: string;
  readonly requiredHeaders: readonly string[];
  /** Headers that take a value of a list, with the list. */
  readonly allowedHeaders?: Readonly<Record<string, readonly string[]>>;
  /** Nothing else is fetched. */
  readonly variables: readonly string[];
  /** Variables it gives back to the circuit: expressions may use them. */
  readonly results?: readonly string[];
}

// biome-ignore lint/suspicious/noConfusingVoidType: most steps have nothing to say back to the circuit
export type JobHandler = (context: WorkerContext, job: Job) => Promise<Variables | void>;
// biome-ignore lint/suspicious/noConfusingVoidType: most listeners only write down what happened
export type ListenerHandler = (context: WorkerContext, job: ListenerJob) => Promise<ListenerResult | void>;

export interface RegisteredJob {
  readonly definition: JobDefinition;
  readonly handler: JobHandler;
}

export interface RegisteredListener {
  readonly event: 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
  readonly type: string;
  readonly variables: readonly string[];
  readonly handler: ListenerHandler;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An identifier that the circuit carries. A circuit without it is a fault of its model: retrying would not help. */
export function identifier(job: Job, name: string): string {
  const value = optionalIdentifier(job, name);
  if (value === undefined) throw new JobFailure(`the variable « ${name} » is not an identifier`, { retries: 0 });
  return value;
}

/** The same, where the circuit may not have one. */
export function optionalIdentifier(job: Job, name: string): string | undefined {
  const value = job.variables[name];
  return typeof value === 'string' && UUID.test(value) ? value : undefined;
}

/** A header that the element template makes mandatory. */
export function header(job: Job, name: string): string {
  const value = job.headers[name];
  if (!value) throw new JobFailure(`« ${job.elementId} » lacks the header « ${name} »`, { retries: 0 });
  return value;
}
