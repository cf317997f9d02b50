import type { Handler } from '../handler.ts';
import type { CommandType } from '../protocol.ts';
import { broadcastSignal } from './events/broadcast-signal.ts';
import { correlateMessage } from './events/correlate-message.ts';
import { evaluateConditionals } from './events/evaluate-conditionals.ts';
import { expireMessage } from './events/expire-message.ts';
import { publishMessage } from './events/publish-message.ts';
import { triggerTimer } from './events/trigger-timer.ts';
import { activateAdHocActivities } from './instances/activate-ad-hoc-activities.ts';
import { cancelProcessInstance } from './instances/cancel-process-instance.ts';
import { createProcessInstance } from './instances/create-process-instance.ts';
import { createProcessInstanceWithResult } from './instances/create-process-instance-with-result.ts';
import { migrateProcessInstance } from './instances/migrate-process-instance.ts';
import { modifyProcessInstance } from './instances/modify-process-instance.ts';
import { activateJobs } from './jobs/activate-jobs.ts';
import { completeJob } from './jobs/complete-job.ts';
import { failJob } from './jobs/fail-job.ts';
import { resolveIncident } from './jobs/resolve-incident.ts';
import { returnJobs } from './jobs/return-jobs.ts';
import { throwJobError } from './jobs/throw-job-error.ts';
import { timeOutJob } from './jobs/time-out-job.ts';
import { updateJob } from './jobs/update-job.ts';
import { pinClock } from './pin-clock.ts';
import { resetClock } from './reset-clock.ts';
import { deleteResource } from './resources/delete-resource.ts';
import type { ParsedDeployment } from './resources/deploy-resources.ts';
import { deployResources } from './resources/deploy-resources.ts';
import { evaluateDecision } from './resources/evaluate-decision.ts';
import { assignUserTask } from './user-tasks/assign-user-task.ts';
import { completeUserTask } from './user-tasks/complete-user-task.ts';
import { createGlobalListener } from './user-tasks/create-global-listener.ts';
import { deleteGlobalListener } from './user-tasks/delete-global-listener.ts';
import { unassignUserTask } from './user-tasks/unassign-user-task.ts';
import { updateGlobalListener } from './user-tasks/update-global-listener.ts';
import { updateUserTask } from './user-tasks/update-user-task.ts';
import { createClusterVariable } from './variables/create-cluster-variable.ts';
import { deleteClusterVariable } from './variables/delete-cluster-variable.ts';
import { setVariables } from './variables/set-variables.ts';
import { updateClusterVariable } from './variables/update-cluster-variable.ts';

/** A deployment reaches its handler already parsed. */
type HandlerOf<T extends CommandType> = T extends 'DEPLOY_RESOURCES'
  ? (turn: Parameters<Handler<T>>[0], value: ParsedDeployment) => ReturnType<Handler<T>>
  : Handler<T>;

/** Who plays each command, and the intent under which clients read its refusals. The compiler proves that none is missing. */
export const COMMANDS = {
  DEPLOY_RESOURCES: { intent: 'CREATE', play: deployResources },
  DELETE_RESOURCE: { intent: 'DELETE', play: deleteResource },
  CREATE_PROCESS_INSTANCE: { intent: 'CREATE', play: createProcessInstance },
  CREATE_PROCESS_INSTANCE_WITH_RESULT: { intent: 'CREATE_WITH_AWAITING_RESULT', play: createProcessInstanceWithResult },
  CANCEL_PROCESS_INSTANCE: { intent: 'CANCEL', play: cancelProcessInstance },
  ACTIVATE_JOBS: { intent: 'ACTIVATE', play: activateJobs },
  RETURN_JOBS: { intent: 'YIELD', play: returnJobs },
  COMPLETE_JOB: { intent: 'COMPLETE', play: completeJob },
  FAIL_JOB: { intent: 'FAIL', play: failJob },
  THROW_JOB_ERROR: { intent: 'THROW_ERROR', play: throwJobError },
  UPDATE_JOB: { intent: 'UPDATE', play: updateJob },
  PUBLISH_MESSAGE: { intent: 'PUBLISH', play: publishMessage },
  CORRELATE_MESSAGE: { intent: 'CORRELATE', play: correlateMessage },
  BROADCAST_SIGNAL: { intent: 'BROADCAST', play: broadcastSignal },
  SET_VARIABLES: { intent: 'UPDATE', play: setVariables },
  RESOLVE_INCIDENT: { intent: 'RESOLVE', play: resolveIncident },
  ACTIVATE_AD_HOC_ACTIVITIES: { intent: 'ACTIVATE', play: activateAdHocActivities },
  EVALUATE_CONDITIONALS: { intent: 'EVALUATE', play: evaluateConditionals },
  MODIFY_PROCESS_INSTANCE: { intent: 'MODIFY', play: modifyProcessInstance },
  MIGRATE_PROCESS_INSTANCE: { intent: 'MIGRATE', play: migrateProcessInstance },
  EVALUATE_DECISION: { intent: 'EVALUATE', play: evaluateDecision },
  ASSIGN_USER_TASK: { intent: 'ASSIGN', play: assignUserTask },
  UNASSIGN_USER_TASK: { intent: 'ASSIGN', play: unassignUserTask },
  UPDATE_USER_TASK: { intent: 'UPDATE', play: updateUserTask },
  COMPLETE_USER_TASK: { intent: 'COMPLETE', play: completeUserTask },
  CREATE_GLOBAL_LISTENER: { intent: 'CREATE', play: createGlobalListener },
  UPDATE_GLOBAL_LISTENER: { intent: 'UPDATE', play: updateGlobalListener },
  DELETE_GLOBAL_LISTENER: { intent: 'DELETE', play: deleteGlobalListener },
  CREATE_CLUSTER_VARIABLE: { intent: 'CREATE', play: createClusterVariable },
  UPDATE_CLUSTER_VARIABLE: { intent: 'UPDATE', play: updateClusterVariable },
  DELETE_CLUSTER_VARIABLE: { intent: 'DELETE', play: deleteClusterVariable },
  PIN_CLOCK: { intent: 'PIN', play: pinClock },
  RESET_CLOCK: { intent: 'RESET', play: resetClock },
  TRIGGER_TIMER: { intent: 'TRIGGER', play: triggerTimer },
  TIME_OUT_JOB: { intent: 'TIME_OUT', play: timeOutJob },
  EXPIRE_MESSAGE: { intent: 'EXPIRE', play: expireMessage },
} satisfies { [T in CommandType]: { intent: string; play: HandlerOf<T> } };
