import type { ErrorCode } from '#domain/errors.ts';
import type { Corrections, ListenerJob } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import type { FaultCause } from '../steps/job.ts';

/** What a listener answers: nothing to say, a no with its code, or a change to the task. */
export type ListenerAnswer =
  | { readonly denied: ErrorCode }
  | { readonly denied?: undefined; readonly corrections?: Corrections };

// biome-ignore lint/suspicious/noConfusingVoidType: most listeners only write down what happened
export type ListenerHandler = (context: WorkerContext, job: ListenerJob) => Promise<ListenerAnswer | void>;

export interface RegisteredListener {
  readonly event: 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
  readonly type: string;
  /** Never none: the engine would take that for all of them. */
  readonly variables: readonly string[];
  readonly handler: ListenerHandler;
  readonly fault: FaultCause;
}

/** What the engine says of the task in a listener job's headers. */
export interface ListenedTask {
  readonly assignee: string | null;
  readonly dueAt: Date | null;
  readonly priority: number | undefined;
  readonly candidateGroups: readonly string[];
}

const PREFIX = 'io.camunda.zeebe:';

/** Reads them; what is absent or unreadable is nothing. */
export function listenedTask({ headers }: Pick<ListenerJob, 'headers'>): ListenedTask {
  const read = (name: string) => headers[`${PREFIX}${name}`] || undefined;
  const due = new Date(read('dueDate') ?? '');
  const priority = Number(read('priority') ?? Number.NaN);
  return {
    assignee: read('assignee') ?? null,
    dueAt: Number.isNaN(due.getTime()) ? null : due,
    priority: Number.isInteger(priority) ? priority : undefined,
    candidateGroups: readList(read('candidateGroups')),
  };
}

/** A list travels as JSON; a single name may come bare. */
function readList(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [String(list)];
  } catch {
    return text.split(',').map((name) => name.trim());
  }
}
