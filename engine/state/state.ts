import type {
  BufferedMessage,
  ClusterVariable,
  CompensationSubscription,
  ConditionSubscription,
  DeployedDecision,
  DeployedDecisionRequirements,
  DeployedForm,
  DeployedProcess,
  DeployedResource,
  ElementInstance,
  GlobalTaskListener,
  Incident,
  Instant,
  Job,
  Json,
  Key,
  LiveState,
  MessageStartSubscription,
  MessageSubscription,
  SignalSubscription,
  Timer,
  UserTask,
  Variables,
} from '../processing/protocol.ts';
import { DueIndex } from './due-index.ts';
import { GroupIndex } from './group-index.ts';
import { Journal } from './journal.ts';
import { LatestIndex } from './latest-index.ts';
import { scopeOfTokens } from './scope-count.ts';
import { Table } from './table.ts';

/** Tokens that wait at a joining gateway: how many came by each flow. */
export type WaitingTokens = Readonly<Record<string, number>>;

const NO_VARIABLES: Variables = Object.freeze({});

/**
 * Everything alive. Only appliers change it; processing reads it through `StateView`.
 * Indexes are derived: they are rebuilt from the rows at start and never stored.
 */
export class State implements LiveState {
  readonly journal = new Journal();

  readonly resources = new Table<DeployedResource>('resources', this.journal);
  readonly processes = new Table<DeployedProcess>('processes', this.journal);
  readonly decisionRequirements = new Table<DeployedDecisionRequirements>('decisionRequirements', this.journal);
  readonly decisions = new Table<DeployedDecision>('decisions', this.journal);
  readonly forms = new Table<DeployedForm>('forms', this.journal);
  readonly elementInstances = new Table<ElementInstance>('elementInstances', this.journal);
  readonly variables = new Table<Variables>('variables', this.journal);
  readonly waitingTokens = new Table<WaitingTokens>('waitingTokens', this.journal);
  readonly jobs = new Table<Job>('jobs', this.journal);
  readonly userTasks = new Table<UserTask>('userTasks', this.journal);
  readonly incidents = new Table<Incident>('incidents', this.journal);
  readonly timers = new Table<Timer>('timers', this.journal);
  readonly messages = new Table<BufferedMessage>('messages', this.journal);
  readonly messageSubscriptions = new Table<MessageSubscription>('messageSubscriptions', this.journal);
  readonly messageStarts = new Table<MessageStartSubscription>('messageStarts', this.journal);
  readonly signalSubscriptions = new Table<SignalSubscription>('signalSubscriptions', this.journal);
  readonly conditions = new Table<ConditionSubscription>('conditions', this.journal);
  readonly compensations = new Table<CompensationSubscription>('compensations', this.journal);
  /** Items of each multi-instance body. */
  readonly loops = new Table<readonly Json[]>('loops', this.journal);
  /** The highest version that each process ever had: a deleted one is not given again. */
  readonly lastVersions = new Table<number>('lastVersions', this.journal);
  readonly globalListeners = new Table<GlobalTaskListener>('globalListeners', this.journal);
  /** By `scope\nname`. */
  readonly clusterVariables = new Table<ClusterVariable>('clusterVariables', this.journal);
  /** One row, `pin`, while the clock is pinned. */
  readonly clock = new Table<Instant>('clock', this.journal);

  readonly processVersions = this.processes.indexedBy(
    new LatestIndex<DeployedProcess>(
      (row) => (row.isDraining === true ? undefined : row.bpmnProcessId),
      (row) => row.version,
    ),
  );
  readonly decisionVersions = this.decisions.indexedBy(
    new LatestIndex<DeployedDecision>(
      (row) => row.decisionId,
      (row) => row.version,
    ),
  );
  readonly requirementsVersions = this.decisionRequirements.indexedBy(
    new LatestIndex<DeployedDecisionRequirements>(
      (row) => row.decisionRequirementsId,
      (row) => row.version,
    ),
  );
  readonly formVersions = this.forms.indexedBy(
    new LatestIndex<DeployedForm>(
      (row) => row.formId,
      (row) => row.version,
    ),
  );
  /** Of the files that are not executed. */
  readonly resourceVersions = this.resources.indexedBy(
    new LatestIndex<DeployedResource>(
      (row) => row.generic?.id,
      (row) => row.generic?.version ?? 0,
    ),
  );
  readonly resourcesByChecksum = this.resources.indexedBy(new GroupIndex<DeployedResource>((row) => row.checksum));
  readonly children = this.elementInstances.indexedBy(
    new GroupIndex<ElementInstance>((row) => (row.scopeKey === '' ? undefined : row.scopeKey)),
  );
  readonly instancesOfProcess = this.elementInstances.indexedBy(
    new GroupIndex<ElementInstance>((row) => (row.scopeKey === '' ? row.processDefinitionKey : undefined)),
  );
  /** Process instances alive that a message with this key started: `bpmnProcessId\ncorrelationKey`. */
  readonly startedByMessage = this.elementInstances.indexedBy(
    new GroupIndex<ElementInstance>((row) => row.startedByKey),
  );
  readonly waitingTokensByScope = this.waitingTokens.indexedBy(
    new GroupIndex<WaitingTokens>((_tokens, key) => scopeOfTokens(key)),
  );
  readonly availableJobs = this.jobs.indexedBy(
    new GroupIndex<Job>((row) => (row.state === 'CREATED' ? row.type : undefined)),
  );
  readonly jobsByElement = this.jobs.indexedBy(new GroupIndex<Job>((row) => row.elementInstanceKey));
  readonly jobDeadlines = this.jobs.indexedBy(new DueIndex<Job>((row) => row.deadline));
  readonly incidentsByInstance = this.incidents.indexedBy(new GroupIndex<Incident>((row) => row.processInstanceKey));
  readonly incidentsByElement = this.incidents.indexedBy(new GroupIndex<Incident>((row) => row.elementInstanceKey));
  readonly timerDues = this.timers.indexedBy(new DueIndex<Timer>((row) => row.dueAt));
  readonly timersByElement = this.timers.indexedBy(
    new GroupIndex<Timer>((row) => (row.elementInstanceKey === '' ? undefined : row.elementInstanceKey)),
  );
  readonly startTimers = this.timers.indexedBy(
    new GroupIndex<Timer>((row) => (row.elementInstanceKey === '' ? row.processDefinitionKey : undefined)),
  );
  readonly messageExpiries = this.messages.indexedBy(new DueIndex<BufferedMessage>((row) => row.expiresAt));
  readonly messagesByName = this.messages.indexedBy(
    new GroupIndex<BufferedMessage>((row) => messageGroup(row.name, row.correlationKey)),
  );
  readonly messagesOfName = this.messages.indexedBy(new GroupIndex<BufferedMessage>((row) => row.name));
  readonly subscriptionsByMessage = this.messageSubscriptions.indexedBy(
    new GroupIndex<MessageSubscription>((row) => messageGroup(row.messageName, row.correlationKey)),
  );
  readonly subscriptionsByElement = this.messageSubscriptions.indexedBy(
    new GroupIndex<MessageSubscription>((row) => row.elementInstanceKey),
  );
  readonly messageStartsByName = this.messageStarts.indexedBy(
    new GroupIndex<MessageStartSubscription>((row) => row.messageName),
  );
  readonly messageStartsByProcess = this.messageStarts.indexedBy(
    new GroupIndex<MessageStartSubscription>((row) => row.processDefinitionKey),
  );

  /** In the order in which they came. */
  readonly signalsByName = this.signalSubscriptions.indexedBy(
    new GroupIndex<SignalSubscription>((row) => row.signalName),
  );
  readonly signalsByElement = this.signalSubscriptions.indexedBy(
    new GroupIndex<SignalSubscription>((row) => (row.elementInstanceKey === '' ? undefined : row.elementInstanceKey)),
  );
  readonly signalStartsByProcess = this.signalSubscriptions.indexedBy(
    new GroupIndex<SignalSubscription>((row) => (row.elementInstanceKey === '' ? row.processDefinitionKey : undefined)),
  );
  readonly conditionsByInstance = this.conditions.indexedBy(
    new GroupIndex<ConditionSubscription>((row) => row.processInstanceKey),
  );
  readonly conditionsByElement = this.conditions.indexedBy(
    new GroupIndex<ConditionSubscription>((row) => row.elementInstanceKey),
  );
  readonly compensationsByScope = this.compensations.indexedBy(
    new GroupIndex<CompensationSubscription>((row) => row.scopeKey),
  );

  /** Every table, in the order in which a store reads them back. */
  readonly tables: readonly Table<never>[] = [
    this.resources,
    this.processes,
    this.decisionRequirements,
    this.decisions,
    this.forms,
    this.elementInstances,
    this.variables,
    this.waitingTokens,
    this.jobs,
    this.userTasks,
    this.incidents,
    this.timers,
    this.messages,
    this.messageSubscriptions,
    this.messageStarts,
    this.signalSubscriptions,
    this.conditions,
    this.compensations,
    this.loops,
    this.lastVersions,
    this.globalListeners,
    this.clusterVariables,
    this.clock,
  ] as unknown as Table<never>[];

  /** A file with the text of one that is there already, if there is one: each deployment brings all its files again. */
  sharingText<R extends DeployedResource>(file: R): R {
    const twin = this.resourcesByChecksum.first(file.checksum);
    return twin === undefined ? file : { ...file, content: this.resources.must(twin).content };
  }

  localVariables(scopeKey: Key): Variables {
    return this.variables.get(scopeKey) ?? NO_VARIABLES;
  }

  visibleVariables(scopeKey: Key): Variables {
    const chain: Variables[] = [];
    for (let key = scopeKey; key !== ''; key = this.elementInstances.get(key)?.scopeKey ?? '') {
      const local = this.variables.get(key);
      if (local !== undefined) chain.push(local);
    }
    const visible: Variables = { ...chain.at(-1) };
    for (let i = chain.length - 2; i >= 0; i--) Object.assign(visible, chain[i]);
    return visible;
  }

  /** The value of one name as seen from a scope; undefined when no scope holds it. */
  variable(scopeKey: Key, name: string): unknown {
    for (let key = scopeKey; key !== ''; key = this.elementInstances.get(key)?.scopeKey ?? '') {
      const local = this.variables.get(key);
      if (local !== undefined && Object.hasOwn(local, name)) return local[name];
    }
    return undefined;
  }

  childrenOf(scopeKey: Key): ElementInstance[] {
    return this.children.listOf(scopeKey).map((key) => this.elementInstances.must(key));
  }

  latestProcess(bpmnProcessId: string): DeployedProcess | undefined {
    return this.processVersions.latest(bpmnProcessId);
  }

  latestDecision(decisionId: string): DeployedDecision | undefined {
    return this.decisionVersions.latest(decisionId);
  }

  latestForm(formId: string): DeployedForm | undefined {
    return this.formVersions.latest(formId);
  }

  incidentsOf(processInstanceKey: Key): Incident[] {
    return this.incidentsByInstance.listOf(processInstanceKey).map((key) => this.incidents.must(key));
  }
}

/** Group under which messages and their subscriptions meet. */
export function messageGroup(name: string, correlationKey: string): string {
  return `${name}\n${correlationKey}`;
}
