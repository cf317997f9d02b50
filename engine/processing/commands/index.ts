import type { Handler } from '../handler.ts';
import type { CommandType } from '../protocol.ts';
import { activateAdHocActivities } from './activate-ad-hoc-activities.ts';
import { activateJobs } from './activate-jobs.ts';
import { assignUserTask } from './assign-user-task.ts';
import { broadcastSignal } from './broadcast-signal.ts';
import { cancelProcessInstance } from './cancel-process-instance.ts';
import { completeJob } from './complete-job.ts';
import { completeUserTask } from './complete-user-task.ts';
import { correlateMessage } from './correlate-message.ts';
import { createClusterVariable } from './create-cluster-variable.ts';
import { createGlobalListener } from './create-global-listener.ts';
import { createProcessInstance } from './create-process-instance.ts';
import { createProcessInstanceWithResult } from './create-process-instance-with-result.ts';
import { deleteClusterVariable } from './delete-cluster-variable.ts';
import { deleteGlobalListener } from './delete-global-listener.ts';
import { deleteResource } from './delete-resource.ts';
import type { ParsedDeployment } from './deploy-resources.ts';
import { deployResources } from './deploy-resources.ts';
import { evaluateConditionals } from './evaluate-conditionals.ts';
import { evaluateDecision } from './evaluate-decision.ts';
import { expireMessage } from './expire-message.ts';
import { failJob } from './fail-job.ts';
import { migrateProcessInstance } from './migrate-process-instance.ts';
import { modifyProcessInstance } from './modify-process-instance.ts';
import { pinClock } from './pin-clock.ts';
import { publishMessage } from './publish-message.ts';
import { resetClock } from './reset-clock.ts';
import { resolveIncident } from './resolve-incident.ts';
import { returnJobs } from './return-jobs.ts';
import { setVariables } from './set-variables.ts';
import { throwJobError } from './throw-job-error.ts';
import { timeOutJob } from './time-out-job.ts';
import { triggerTimer } from './trigger-timer.ts';
import { unassignUserTask } from './unassign-user-task.ts';
import { updateClusterVariable } from './update-cluster-variable.ts';
import { updateGlobalListener } from './update-global-listener.ts';
import { updateJob } from './update-job.ts';
import { updateUserTask } from './update-user-task.ts';

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
