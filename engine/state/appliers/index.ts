import type { AnyEvent, EngineEvent, EventType } from '../../processing/protocol.ts';
import type { State } from '../state.ts';
import { clockPinned } from './clock-pinned.ts';
import { clockReset } from './clock-reset.ts';
import { adHocConditionFulfilled } from './elements/ad-hoc-condition-fulfilled.ts';
import { compensationMoved } from './elements/compensation-moved.ts';
import { compensationSubscribed } from './elements/compensation-subscribed.ts';
import { compensationTriggered } from './elements/compensation-triggered.ts';
import { elementActivated } from './elements/element-activated.ts';
import { elementActivating } from './elements/element-activating.ts';
import { elementCompleted } from './elements/element-completed.ts';
import { elementCompleting } from './elements/element-completing.ts';
import { elementInterrupted } from './elements/element-interrupted.ts';
import { elementListenerDone } from './elements/element-listener-done.ts';
import { elementTerminated } from './elements/element-terminated.ts';
import { elementTerminating } from './elements/element-terminating.ts';
import { eventChosen } from './elements/event-chosen.ts';
import { loopCounted } from './elements/loop-counted.ts';
import { loopStarted } from './elements/loop-started.ts';
import { processInstanceMigrated } from './elements/process-instance-migrated.ts';
import { sequenceFlowTaken } from './elements/sequence-flow-taken.ts';
import { tokenWaits } from './elements/token-waits.ts';
import { tokensJoined } from './elements/tokens-joined.ts';
import { conditionSubscribed } from './events/condition-subscribed.ts';
import { conditionUnsubscribed } from './events/condition-unsubscribed.ts';
import { messageCorrelated } from './events/message-correlated.ts';
import { messageExpired } from './events/message-expired.ts';
import { messagePublished } from './events/message-published.ts';
import { messageStartSubscribed } from './events/message-start-subscribed.ts';
import { messageStartUnsubscribed } from './events/message-start-unsubscribed.ts';
import { messageSubscribed } from './events/message-subscribed.ts';
import { messageUnsubscribed } from './events/message-unsubscribed.ts';
import { signalBroadcast } from './events/signal-broadcast.ts';
import { signalSubscribed } from './events/signal-subscribed.ts';
import { signalUnsubscribed } from './events/signal-unsubscribed.ts';
import { timerCanceled } from './events/timer-canceled.ts';
import { timerScheduled } from './events/timer-scheduled.ts';
import { timerTriggered } from './events/timer-triggered.ts';
import { incidentCreated } from './jobs/incident-created.ts';
import { incidentResolved } from './jobs/incident-resolved.ts';
import { jobActivated } from './jobs/job-activated.ts';
import { jobBackoffEnded } from './jobs/job-backoff-ended.ts';
import { jobCanceled } from './jobs/job-canceled.ts';
import { jobCompleted } from './jobs/job-completed.ts';
import { jobCreated } from './jobs/job-created.ts';
import { jobErrorThrown } from './jobs/job-error-thrown.ts';
import { jobFailed } from './jobs/job-failed.ts';
import { jobMadeAvailable } from './jobs/job-made-available.ts';
import { jobRetriesUpdated } from './jobs/job-retries-updated.ts';
import { jobTimedOut } from './jobs/job-timed-out.ts';
import { jobTimeoutUpdated } from './jobs/job-timeout-updated.ts';
import { decisionDeployed } from './resources/decision-deployed.ts';
import { decisionEvaluated } from './resources/decision-evaluated.ts';
import { decisionRequirementsDeployed } from './resources/decision-requirements-deployed.ts';
import { formDeployed } from './resources/form-deployed.ts';
import { processDeployed } from './resources/process-deployed.ts';
import { processDraining } from './resources/process-draining.ts';
import { resourceDeleted } from './resources/resource-deleted.ts';
import { resourceDeployed } from './resources/resource-deployed.ts';
import { globalListenerCreated } from './user-tasks/global-listener-created.ts';
import { globalListenerDeleted } from './user-tasks/global-listener-deleted.ts';
import { globalListenerUpdated } from './user-tasks/global-listener-updated.ts';
import { userTaskAssigned } from './user-tasks/user-task-assigned.ts';
import { userTaskCanceled } from './user-tasks/user-task-canceled.ts';
import { userTaskCompleted } from './user-tasks/user-task-completed.ts';
import { userTaskCreated } from './user-tasks/user-task-created.ts';
import { userTaskCreating } from './user-tasks/user-task-creating.ts';
import { userTaskListenerDone } from './user-tasks/user-task-listener-done.ts';
import { userTaskTransitionDenied } from './user-tasks/user-task-transition-denied.ts';
import { userTaskTransitionStarted } from './user-tasks/user-task-transition-started.ts';
import { userTaskUpdated } from './user-tasks/user-task-updated.ts';
import { clusterVariableDeleted } from './variables/cluster-variable-deleted.ts';
import { clusterVariableSet } from './variables/cluster-variable-set.ts';
import { variablesSet } from './variables/variables-set.ts';

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
