import type { GroupIndex } from './group-index.ts';
import type { LatestIndex } from './latest-index.ts';
import type { State } from './state.ts';
import type { Table } from './table.ts';

/** What may be done with a table, an index or a method of the state without changing it: named one by one. */
type Readable<T> =
  T extends Table<infer Row>
    ? Pick<Table<Row>, 'size' | 'get' | 'must' | 'has' | 'keys' | 'values'>
    : T extends GroupIndex<infer Row>
      ? Pick<GroupIndex<Row>, 'of' | 'listOf' | 'first'>
      : T extends LatestIndex<infer Row>
        ? Pick<LatestIndex<Row>, 'all' | 'latest'>
        : T extends (...parameters: never) => unknown
          ? T
          : never;

/** What processing asks for. The journal, the deadlines and the tables as the store has them are the loop's business. */
type Seen =
  | 'resources'
  | 'processes'
  | 'decisionRequirements'
  | 'decisions'
  | 'forms'
  | 'elementInstances'
  | 'waitingTokens'
  | 'jobs'
  | 'userTasks'
  | 'incidents'
  | 'timers'
  | 'messages'
  | 'messageSubscriptions'
  | 'messageStarts'
  | 'signalSubscriptions'
  | 'conditions'
  | 'compensations'
  | 'loops'
  | 'lastVersions'
  | 'globalListeners'
  | 'clusterVariables'
  | 'processVersions'
  | 'decisionVersions'
  | 'requirementsVersions'
  | 'formVersions'
  | 'resourceVersions'
  | 'children'
  | 'instancesOfProcess'
  | 'startedByMessage'
  | 'waitingTokensByScope'
  | 'availableJobs'
  | 'jobsByElement'
  | 'incidentsByElement'
  | 'timersByElement'
  | 'startTimers'
  | 'messagesByName'
  | 'subscriptionsByMessage'
  | 'subscriptionsByElement'
  | 'messageStartsByName'
  | 'messageStartsByProcess'
  | 'signalsByName'
  | 'signalsByElement'
  | 'signalStartsByProcess'
  | 'conditionsByInstance'
  | 'conditionsByElement'
  | 'compensationsByScope'
  | 'localVariables'
  | 'visibleVariables'
  | 'variable'
  | 'latestProcess'
  | 'latestDecision'
  | 'latestForm';

/** State as processing sees it: nothing in it can be changed. Rows are read-only too, as their types say. */
export type StateView = { readonly [K in keyof Pick<State, Seen>]: Readable<State[K]> };
