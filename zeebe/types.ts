/** Where the engine is and how to sign in; the log receives what no caller can see, such as a worker's lost lease. */
export interface EngineConnection {
  readonly grpcAddress: string;
  readonly restAddress: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly log: EngineLog;
  /** Length of a long poll, 10 by default. An idle process lingers that long after `close()`: tests want it short. */
  readonly longPollSeconds?: number;
}

/** The part of a pino logger that the client uses. */
export interface EngineLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type Variables = Record<string, unknown>;

export interface DeploymentFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface Deployment {
  readonly deploymentKey: string;
  readonly processes: readonly {
    processDefinitionKey: string;
    processDefinitionId: string;
    version: number;
    resourceName: string;
  }[];
  readonly decisions: readonly { decisionDefinitionKey: string; decisionDefinitionId: string; version: number }[];
  readonly forms: readonly { formKey: string; formId: string; version: number; resourceName: string }[];
}

/** How the completion of a user task ended: `pending` means that a listener has not answered yet; it may still happen. */
export type Completion =
  | 'completed'
  | { readonly denied: true; readonly reason: string }
  | 'not-found'
  | 'conflict'
  | 'pending';

/** A job as a handler receives it. */
export interface Job {
  readonly key: string;
  readonly type: string;
  readonly elementId: string;
  readonly elementInstanceKey: string;
  readonly processInstanceKey: string;
  readonly processDefinitionKey: string;
  readonly bpmnProcessId: string;
  readonly retries: number;
  readonly variables: Variables;
  readonly headers: Readonly<Record<string, string>>;
}

/** The job of a user-task listener. */
export interface ListenerJob extends Job {
  readonly userTaskKey: string;
}

/** What a listener may change on the task before the transition goes through. */
export interface Corrections {
  readonly assignee?: string;
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly candidateUsers?: string[];
  readonly candidateGroups?: string[];
  readonly priority?: number;
}

export interface ListenerResult {
  readonly denied?: boolean;
  readonly deniedReason?: string;
  readonly corrections?: Corrections;
}

interface WorkerOptions {
  readonly type: string;
  /** Jobs handled at the same time; 16 by default. */
  readonly maxJobs?: number;
  /** Lease of a job in milliseconds; 60,000 by default. */
  readonly timeout?: number;
  readonly fetchVariables?: readonly string[];
}

export interface JobWorkerOptions extends WorkerOptions {
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without anything to return returns nothing
  readonly handler: (job: Job) => Promise<{ variables?: Variables } | void>;
}

export interface ListenerWorkerOptions extends WorkerOptions {
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without anything to return returns nothing
  readonly handler: (job: ListenerJob) => Promise<ListenerResult | void>;
}

/** A running worker. Closing it lets the jobs at hand finish. */
export interface JobWorker {
  close(): Promise<void>;
}

export type GlobalListenerEvent = 'all' | 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

export interface GlobalTaskListener {
  readonly id: string;
  readonly type: string;
  readonly eventTypes: readonly GlobalListenerEvent[];
  readonly retries?: number;
  readonly afterNonGlobal?: boolean;
  readonly priority?: number;
}

/** A search: the REST API's own filter, sort and page objects. */
export interface Search {
  readonly filter?: Record<string, unknown>;
  readonly sort?: readonly { field: string; order?: 'ASC' | 'DESC' }[];
  readonly page?: { limit?: number; from?: number; after?: string; before?: string };
}

export interface Found<Item> {
  readonly items: Item[];
  readonly totalItems: number;
  readonly endCursor: string | null;
}
