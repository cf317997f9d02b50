import type { AnyEvent, EngineEvent, EventType } from '../../processing/protocol.ts';
import type { State } from '../state.ts';
import { adHocConditionFulfilled } from './ad-hoc-condition-fulfilled.ts';
import { clockPinned } from './clock-pinned.ts';
import { clockReset } from './clock-reset.ts';
import { clusterVariableDeleted } from './cluster-variable-deleted.ts';
import { clusterVariableSet } from './cluster-variable-set.ts';
import { compensationMoved } from './compensation-moved.ts';
import { compensationSubscribed } from './compensation-subscribed.ts';
import { compensationTriggered } from './compensation-triggered.ts';
import { conditionSubscribed } from './condition-subscribed.ts';
import { conditionUnsubscribed } from './condition-unsubscribed.ts';
import { decisionDeployed } from './decision-deployed.ts';
import { decisionEvaluated } from './decision-evaluated.ts';
import { decisionRequirementsDeployed } from './decision-requirements-deployed.ts';
import { elementActivated } from './element-activated.ts';
import { elementActivating } from './element-activating.ts';
import { elementCompleted } from './element-completed.ts';
import { elementCompleting } from './element-completing.ts';
import { elementInterrupted } from './element-interrupted.ts';
import { elementListenerDone } from './element-listener-done.ts';
import { elementTerminated } from './element-terminated.ts';
import { elementTerminating } from './element-terminating.ts';
import { eventChosen } from './event-chosen.ts';
import { formDeployed } from './form-deployed.ts';
import { globalListenerCreated } from './global-listener-created.ts';
import { globalListenerDeleted } from './global-listener-deleted.ts';
import { globalListenerUpdated } from './global-listener-updated.ts';
import { incidentCreated } from './incident-created.ts';
import { incidentResolved } from './incident-resolved.ts';
import { jobActivated } from './job-activated.ts';
import { jobBackoffEnded } from './job-backoff-ended.ts';
import { jobCanceled } from './job-canceled.ts';
import { jobCompleted } from './job-completed.ts';
import { jobCreated } from './job-created.ts';
import { jobErrorThrown } from './job-error-thrown.ts';
import { jobFailed } from './job-failed.ts';
import { jobMadeAvailable } from './job-made-available.ts';
import { jobRetriesUpdated } from './job-retries-updated.ts';
import { jobTimedOut } from './job-timed-out.ts';
import { jobTimeoutUpdated } from './job-timeout-updated.ts';
import { loopCounted } from './loop-counted.ts';
import { loopStarted } from './loop-started.ts';
import { messageCorrelated } from './message-correlated.ts';
import { messageExpired } from './message-expired.ts';
import { messagePublished } from './message-published.ts';
import { messageStartSubscribed } from './message-start-subscribed.ts';
import { messageStartUnsubscribed } from './message-start-unsubscribed.ts';
import { messageSubscribed } from './message-subscribed.ts';
import { messageUnsubscribed } from './message-unsubscribed.ts';
import { processDeployed } from './process-deployed.ts';
import { processDraining } from './process-draining.ts';
import { processInstanceMigrated } from './process-instance-migrated.ts';
import { resourceDeleted } from './resource-deleted.ts';
import { resourceDeployed } from './resource-deployed.ts';
import { sequenceFlowTaken } from './sequence-flow-taken.ts';
import { signalBroadcast } from './signal-broadcast.ts';
import { signalSubscribed } from './signal-subscribed.ts';
import { signalUnsubscribed } from './signal-unsubscribed.ts';
import { timerCanceled } from './timer-canceled.ts';
import { timerScheduled } from './timer-scheduled.ts';
import { timerTriggered } from './timer-triggered.ts';
import { tokenWaits } from './token-waits.ts';
import { tokensJoined } from './tokens-joined.ts';
import { userTaskAssigned } from './user-task-assigned.ts';
import { userTaskCanceled } from './user-task-canceled.ts';
import { userTaskCompleted } from './user-task-completed.ts';
import { userTaskCreated } from './user-task-created.ts';
import { userTaskCreating } from './user-task-creating.ts';
import { userTaskListenerDone } from './user-task-listener-done.ts';
import { userTaskTransitionDenied } from './user-task-transition-denied.ts';
import { userTaskTransitionStarted } from './user-task-transition-started.ts';
import { userTaskUpdated } from './user-task-updated.ts';
import { variablesSet } from './variables-set.ts';

type Applier<T extends EventType> = (state: State, event: Pick<EngineEvent<T>, 'key' | 'value'>) => void;

/** How each event changes state. The compiler proves that none is missing. */
const APPLIERS = {
  RESOURCE_DEPLOYED: resourceDeployed,
  PROCESS_DEPLOYED: processDeployed,
  DECISION_REQUIREMENTS_DEPLOYED: decisionRequirementsDeployed,
  DECISION_DEPLOYED: decisionDeployed,
  FORM_DEPLOYED: formDeployed,
  PROCESS_DRAINING: processDraining,
  RESOURCE_DELETED: resourceDeleted,
  PROCESS_INSTANCE_MIGRATED: processInstanceMigrated,
  ELEMENT_ACTIVATING: elementActivating,
  ELEMENT_ACTIVATED: elementActivated,
  ELEMENT_COMPLETING: elementCompleting,
  ELEMENT_COMPLETED: elementCompleted,
  ELEMENT_TERMINATING: elementTerminating,
  ELEMENT_TERMINATED: elementTerminated,
  ELEMENT_INTERRUPTED: elementInterrupted,
  SEQUENCE_FLOW_TAKEN: sequenceFlowTaken,
  TOKEN_WAITS: tokenWaits,
  TOKENS_JOINED: tokensJoined,
  VARIABLES_SET: variablesSet,
  JOB_CREATED: jobCreated,
  JOB_ACTIVATED: jobActivated,
  JOB_COMPLETED: jobCompleted,
  JOB_FAILED: jobFailed,
  JOB_BACKOFF_ENDED: jobBackoffEnded,
  JOB_TIMED_OUT: jobTimedOut,
  JOB_ERROR_THROWN: jobErrorThrown,
  JOB_RETRIES_UPDATED: jobRetriesUpdated,
  JOB_TIMEOUT_UPDATED: jobTimeoutUpdated,
  JOB_MADE_AVAILABLE: jobMadeAvailable,
  JOB_CANCELED: jobCanceled,
  INCIDENT_CREATED: incidentCreated,
  INCIDENT_RESOLVED: incidentResolved,
  USER_TASK_CREATING: userTaskCreating,
  USER_TASK_CREATED: userTaskCreated,
  USER_TASK_TRANSITION_STARTED: userTaskTransitionStarted,
  USER_TASK_LISTENER_DONE: userTaskListenerDone,
  USER_TASK_TRANSITION_DENIED: userTaskTransitionDenied,
  USER_TASK_ASSIGNED: userTaskAssigned,
  USER_TASK_UPDATED: userTaskUpdated,
  USER_TASK_COMPLETED: userTaskCompleted,
  USER_TASK_CANCELED: userTaskCanceled,
  TIMER_SCHEDULED: timerScheduled,
  TIMER_TRIGGERED: timerTriggered,
  TIMER_CANCELED: timerCanceled,
  MESSAGE_PUBLISHED: messagePublished,
  MESSAGE_CORRELATED: messageCorrelated,
  MESSAGE_EXPIRED: messageExpired,
  MESSAGE_SUBSCRIBED: messageSubscribed,
  MESSAGE_UNSUBSCRIBED: messageUnsubscribed,
  MESSAGE_START_SUBSCRIBED: messageStartSubscribed,
  MESSAGE_START_UNSUBSCRIBED: messageStartUnsubscribed,
  ELEMENT_LISTENER_DONE: elementListenerDone,
  AD_HOC_CONDITION_FULFILLED: adHocConditionFulfilled,
  EVENT_CHOSEN: eventChosen,
  LOOP_STARTED: loopStarted,
  LOOP_COUNTED: loopCounted,
  SIGNAL_BROADCAST: signalBroadcast,
  SIGNAL_SUBSCRIBED: signalSubscribed,
  SIGNAL_UNSUBSCRIBED: signalUnsubscribed,
  CONDITION_SUBSCRIBED: conditionSubscribed,
  CONDITION_UNSUBSCRIBED: conditionUnsubscribed,
  COMPENSATION_SUBSCRIBED: compensationSubscribed,
  COMPENSATION_MOVED: compensationMoved,
  COMPENSATION_TRIGGERED: compensationTriggered,
  DECISION_EVALUATED: decisionEvaluated,
  GLOBAL_LISTENER_CREATED: globalListenerCreated,
  GLOBAL_LISTENER_UPDATED: globalListenerUpdated,
  GLOBAL_LISTENER_DELETED: globalListenerDeleted,
  CLUSTER_VARIABLE_SET: clusterVariableSet,
  CLUSTER_VARIABLE_DELETED: clusterVariableDeleted,
  CLOCK_PINNED: clockPinned,
  CLOCK_RESET: clockReset,
} satisfies { [T in EventType]: Applier<T> };

/** Applies one event: the only way in which state changes. */
export function applyEvent(state: State, event: AnyEvent): void {
  (APPLIERS[event.type] as Applier<EventType>)(state, event);
}
