/**
 * The in-process face of the engine: what the protocols (gRPC, REST), the history projection and the circuit
 * bench are built on. Open one with `openEngine` of engine/engine.ts.
 */
export type * from './commands.ts';
export type * from './entities.ts';
export type * from './events.ts';
export { Rejection, type RejectionCode } from './rejection.ts';
export type * from './values.ts';
export { DEFAULT_TENANT } from './values.ts';

import type { Following } from '../loop/event-feed.ts';
import type { ParsedResource } from '../model/parsed-resource.ts';
import type { CommandResult, CommandType, CommandValue, ResourceFile } from './commands.ts';
import type {
  BufferedMessage,
  ClusterVariable,
  DeployedDecision,
  DeployedDecisionRequirements,
  DeployedForm,
  DeployedProcess,
  DeployedResource,
  ElementInstance,
  GlobalTaskListener,
  Incident,
  Job,
  MessageSubscription,
  Timer,
  UserTask,
} from './entities.ts';
import type { AnyEvent } from './events.ts';
import type { Instant, Key, Variables } from './values.ts';

/** Options of `openEngine(options)`. */
export interface EngineOptions {
  /** Folder of the durable store, created if missing; absent: everything in memory, lost at close. */
  dataFolder?: string;
  /** Keep committed events for a projection until it acknowledges them (default true when durable). */
  keepEvents?: boolean;
  /** Reads a file that is deployed; tests give their own, which remembers those that many engines are given. */
  readDeployed?: (file: ResourceFile) => Promise<ParsedResource>;
  /** The system's clock; tests give their own. */
  clock?: () => Instant;
  /** Called when the store fails: the engine stops accepting work and every command answers UNAVAILABLE. */
  onFailure?: (error: Error) => void;
  /** Called when the disk takes nothing more, and with null once it does again. Meanwhile nothing is accepted. */
  onDiskFull?: (error: Error | null) => void;
  /** Called when a command meets a fault of the engine itself (answered INTERNAL, without details): to be logged. */
  onInternalError?: (error: unknown, commandType: CommandType) => void;
}

/** A reader of live entities. Values are frozen by convention: never change what it hands out. */
export interface EntityReader<V> {
  readonly size: number;
  get(key: Key): V | undefined;
  values(): IterableIterator<V>;
}

/**
 * What is alive now. It shows commands that were processed, a moment before they are on disk:
 * answer clients from it only about what they were answered, or from the committed events.
 */
export interface LiveState {
  readonly elementInstances: EntityReader<ElementInstance>;
  readonly jobs: EntityReader<Job>;
  readonly userTasks: EntityReader<UserTask>;
  readonly incidents: EntityReader<Incident>;
  readonly timers: EntityReader<Timer>;
  readonly messages: EntityReader<BufferedMessage>;
  readonly messageSubscriptions: EntityReader<MessageSubscription>;
  readonly processes: EntityReader<DeployedProcess>;
  readonly decisions: EntityReader<DeployedDecision>;
  readonly decisionRequirements: EntityReader<DeployedDecisionRequirements>;
  readonly forms: EntityReader<DeployedForm>;
  readonly resources: EntityReader<DeployedResource>;
  readonly clusterVariables: EntityReader<ClusterVariable>;
  readonly globalListeners: EntityReader<GlobalTaskListener>;
  /** Variables written in this very scope. */
  localVariables(scopeKey: Key): Variables;
  /** Variables visible from this scope: its own and those of the scopes around it. */
  visibleVariables(scopeKey: Key): Variables;
  childrenOf(scopeKey: Key): ElementInstance[];
  latestProcess(bpmnProcessId: string): DeployedProcess | undefined;
  latestDecision(decisionId: string): DeployedDecision | undefined;
  latestForm(formId: string): DeployedForm | undefined;
  incidentsOf(processInstanceKey: Key): Incident[];
}

export interface Engine {
  /**
   * Plays one command. Resolves only when its events are on disk; user-task transitions resolve when their
   * listeners have answered, CREATE_PROCESS_INSTANCE_WITH_RESULT when the instance is over.
   * Rejects with a `Rejection`, and then nothing of the command was kept.
   * With `signal`, stops waiting (rejects with the signal's reason); what was committed stays.
   */
  execute<T extends CommandType>(
    type: T,
    value: CommandValue<T>,
    options?: { signal?: AbortSignal },
  ): Promise<CommandResult<T>>;

  /** Calls back after a commit that made jobs of this type available (several jobs, one call). Returns how to stop. */
  onJobsAvailable(jobType: string, callback: () => void): () => void;

  /**
   * The committed events, in order, from after `fromPosition` (default: from now on): first those kept on disk,
   * then live, without gap or repeat. The callback must return quickly. Returns how to stop.
   */
  onEvents(callback: (events: readonly AnyEvent[]) => void, options?: { fromPosition?: number }): () => void;
  /**
   * The same as the JSON text of each commit's events, for whoever reads them in a thread of its own. The first text may
   * hold events of before `fromPosition`, when that lies inside of a commit.
   */
  onEventTexts(callback: (json: string) => void, options?: { fromPosition?: number }): Following;
  /** The projection has these safely: the engine may forget events up to this position. */
  acknowledgeEvents(position: number): void;
  /** Position of the last committed event. */
  readonly committedPosition: number;
  /** Events up to this position were forgotten: nobody can follow from before it. */
  readonly forgottenPosition: number;

  /** No event is forgotten from now on, whoever acknowledges it, until the answered function is called. */
  retainEvents(): () => void;
  /**
   * Copies everything durable to a file that does not exist yet, and holds: from the copy on nothing is committed, and
   * whoever waits for that is not answered, until the answered function is called. Rejects with a `Rejection` when all is
   * in memory or another copy is under way.
   */
  copyStore(file: string): Promise<() => void>;

  /** Why nothing is accepted now: its store failed, or the disk is full. */
  readonly trouble: Error | null;
  readonly state: LiveState;
  /** The engine's clock: real, or pinned. */
  now(): Instant;
  /** Commits what is under way, then closes the store; later commands answer UNAVAILABLE. */
  close(): Promise<void>;
}
