import { DateTime, Duration } from 'luxon';
import { openEngine } from '../engine.ts';
import type {
  ActivatedJob,
  AnyEvent,
  Engine,
  EngineOptions,
  Incident,
  Key,
  ListenerResult,
  UserTask,
  Variables,
} from '../processing/protocol.ts';
import type { State } from '../state/state.ts';

/** Lease of the jobs that the bench takes. */
const LEASE = 60_000;

/**
 * A circuit bench: a real engine, in memory, whose clock the test moves. Play a circuit, say where it stands,
 * do the workers' and people's part, and see by which path it ended.
 */
export class Bench {
  readonly engine: Engine;
  readonly events: AnyEvent[] = [];

  constructor(engine: Engine) {
    this.engine = engine;
    engine.onEvents((events) => this.events.push(...events));
  }

  static async open(options: EngineOptions = {}): Promise<Bench> {
    const onInternalError = (error: unknown) => {
      throw error;
    };
    return new Bench(await openEngine({ keepEvents: true, onInternalError, ...options }));
  }

  /** Deploys files by name; answers the key of the first process among them. */
  async deploy(files: Record<string, string>): Promise<Key> {
    const resources = Object.entries(files).map(([name, content]) => ({ name, content }));
    const { deployments } = await this.engine.execute('DEPLOY_RESOURCES', { resources });
    const first = deployments.find((one) => one.kind === 'process');
    return first?.process.processDefinitionKey ?? '';
  }

  /** Starts the latest version of a process. */
  async start(bpmnProcessId: string, variables: Variables = {}): Promise<Run> {
    const { processInstanceKey } = await this.engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId, variables });
    return new Run(this, processInstanceKey);
  }

  /** The instances alive of a process, for those that an event started. */
  running(bpmnProcessId: string): Run[] {
    return [...this.engine.state.elementInstances.values()]
      .filter((instance) => instance.scopeKey === '' && instance.bpmnProcessId === bpmnProcessId)
      .map((instance) => new Run(this, instance.key));
  }

  /** Takes one job of a type; fails if there is none. */
  async job(type: string): Promise<ActivatedJob> {
    const [job] = await this.jobs(type, 1);
    if (job === undefined) throw new Error(`No job of type '${type}' is available`);
    return job;
  }

  async jobs(type: string, maxJobsToActivate = 100): Promise<ActivatedJob[]> {
    const value = { type, worker: 'bench', timeout: LEASE, maxJobsToActivate };
    return (await this.engine.execute('ACTIVATE_JOBS', value)).jobs;
  }

  /** Does the work of one job. */
  async work(type: string, variables: Variables = {}): Promise<ActivatedJob> {
    const job = await this.job(type);
    await this.engine.execute('COMPLETE_JOB', { jobKey: job.key, variables });
    return job;
  }

  /** Answers one listener's job. */
  async listen(type: string, result: ListenerResult = {}): Promise<ActivatedJob> {
    const job = await this.job(type);
    await this.engine.execute('COMPLETE_JOB', { jobKey: job.key, result });
    return job;
  }

  /** The one instance alive of a process. */
  only(bpmnProcessId: string): Run {
    const [run, ...others] = this.running(bpmnProcessId);
    if (run === undefined || others.length > 0)
      throw new Error(
        `Expected one instance of '${bpmnProcessId}', found ${run === undefined ? 0 : others.length + 1}`,
      );
    return run;
  }

  /** The worker of a job of this type throws a BPMN error. */
  async fault(type: string, errorCode: string, variables: Variables = {}): Promise<void> {
    const { key } = await this.job(type);
    await this.engine.execute('THROW_JOB_ERROR', { jobKey: key, errorCode, variables });
  }

  async signal(signalName: string, variables: Variables = {}): Promise<Key> {
    return (await this.engine.execute('BROADCAST_SIGNAL', { signalName, variables })).signalKey;
  }

  async publish(name: string, correlationKey: string, variables: Variables = {}, timeToLive = 0): Promise<Key> {
    const value = { name, correlationKey, variables, timeToLive };
    return (await this.engine.execute('PUBLISH_MESSAGE', value)).messageKey;
  }

  /** Sets the clock; whatever falls due happens. */
  async setClock(iso: string): Promise<void> {
    await this.#pin(DateTime.fromISO(iso, { zone: 'utc' }).toMillis());
  }

  /** Moves the clock on, by calendar: `advance('P2M')`. */
  async advance(duration: string): Promise<void> {
    const from = DateTime.fromMillis(this.engine.now(), { zone: 'utc' });
    await this.#pin(from.plus(Duration.fromISO(duration)).toMillis());
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  async #pin(timestamp: number): Promise<void> {
    await this.engine.execute('PIN_CLOCK', { timestamp });
    await this.settled();
  }

  /** Waits until nothing more is due. */
  async settled(): Promise<void> {
    const { state } = this.engine as unknown as { state: State };
    const due = () => [state.timerDues.nextDue(), state.jobDeadlines.nextDue(), state.messageExpiries.nextDue()];
    do {
      // a command is answered after what was due before it was played
      await this.engine.execute('ACTIVATE_JOBS', {
        type: 'bench:none',
        worker: 'bench',
        timeout: 1,
        maxJobsToActivate: 1,
      });
    } while (due().some((at) => at !== undefined && at <= this.engine.now()));
  }
}

/** One process instance on the bench. */
export class Run {
  readonly key: Key;
  readonly #bench: Bench;

  constructor(bench: Bench, key: Key) {
    this.#bench = bench;
    this.key = key;
  }

  /** Where the tokens are: ids of the innermost elements that are active, sorted. */
  at(): string[] {
    const { state } = this.#bench.engine;
    return [...state.elementInstances.values()]
      .filter(
        (one) => one.processInstanceKey === this.key && one.scopeKey !== '' && state.childrenOf(one.key).length === 0,
      )
      .map((one) => one.elementId)
      .sort();
  }

  get alive(): boolean {
    return this.#bench.engine.state.elementInstances.get(this.key) !== undefined;
  }

  /** Elements completed, in order. */
  path(): string[] {
    return this.#ids('ELEMENT_COMPLETED');
  }

  /** Elements that were stopped. */
  terminated(): string[] {
    return this.#ids('ELEMENT_TERMINATED');
  }

  variables(): Variables {
    return this.#bench.engine.state.localVariables(this.key);
  }

  /** Root variables as they were when the instance ended: what was written there, the last write winning. */
  written(): Variables {
    const all: Variables = {};
    for (const event of this.#bench.events) {
      if (event.type === 'VARIABLES_SET' && event.value.scopeKey === this.key)
        Object.assign(all, event.value.variables);
    }
    return all;
  }

  /** A person resolves every incident of the instance. */
  async resolveIncidents(): Promise<void> {
    for (const { key } of this.incidents()) await this.#bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: key });
  }

  incidents(): Incident[] {
    return this.#bench.engine.state.incidentsOf(this.key);
  }

  tasks(): UserTask[] {
    return [...this.#bench.engine.state.userTasks.values()].filter((task) => task.processInstanceKey === this.key);
  }

  task(elementId: string): UserTask {
    const task = this.tasks().find((one) => one.elementId === elementId);
    if (task === undefined) throw new Error(`No user task at '${elementId}'`);
    return task;
  }

  /** A person completes the task at an element; resolves when its listeners have answered. */
  async completeTask(elementId: string, variables: Variables = {}): Promise<void> {
    await this.#bench.engine.execute('COMPLETE_USER_TASK', { userTaskKey: this.task(elementId).key, variables });
  }

  async cancel(): Promise<void> {
    await this.#bench.engine.execute('CANCEL_PROCESS_INSTANCE', { processInstanceKey: this.key });
  }

  #ids(type: 'ELEMENT_COMPLETED' | 'ELEMENT_TERMINATED'): string[] {
    return this.#bench.events.flatMap((event) =>
      event.type === type && event.value.processInstanceKey === this.key ? [event.value.elementId] : [],
    );
  }
}
