import type { ExecutableElement } from '../../../model/executable.ts';
import { deleteIfDrained } from '../../behaviors/definitions/draining.ts';
import { subscribe, unsubscribeFrom } from '../../behaviors/events/subscriptions.ts';
import { descendants } from '../../behaviors/instances/descendants.ts';
import { resolveIncidentsOf } from '../../behaviors/instances/incidents.ts';
import { cancelJobsOf } from '../../behaviors/jobs/jobs.ts';
import { DEFAULT_PRIORITY } from '../../behaviors/jobs/task-fields.ts';
import { fieldsIn } from '../../behaviors/jobs/task-headers.ts';
import { createUserTask } from '../../behaviors/jobs/user-tasks.ts';
import type { Handler } from '../../handler.ts';
import type { ElementInstance, Key } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { requireInstance, requireKey } from '../require.ts';
import { checkInstance, checkPlan, checkWaits, type Migration } from './migration-checks.ts';

/** Somebody moves an instance to another definition: every active element to the one that takes its place; or nothing. */
export const migrateProcessInstance: Handler<'MIGRATE_PROCESS_INSTANCE'> = (turn, value) => {
  const root = requireInstance(turn, value.processInstanceKey, 'migrate');
  const targetKey = requireKey(value.targetProcessDefinitionKey, 'target process definition key');
  const target = turn.state.processes.get(targetKey);
  if (target === undefined || target.isDraining === true) {
    reject(
      'NOT_FOUND',
      `Expected to migrate process instance to process definition but no process definition found with key '${targetKey}'`,
    );
  }
  const migration: Migration = {
    turn,
    root,
    source: turn.models.process(root.processDefinitionKey),
    target: turn.models.process(targetKey),
    mapping: new Map(value.mappings.map((one) => [one.sourceElementId, one.targetElementId])),
  };
  checkPlan(migration, value.mappings);
  const active = [root, ...descendants(turn, root.key)];
  const moves = active.map((instance) => ({ instance, to: checkInstance(migration, instance) }));
  for (const { instance, to } of moves) checkWaits(migration, instance, to);
  const becomeTasks = moves.filter(({ instance, to }) => becomesTask(turn, instance, to));
  for (const { key } of active) unsubscribeFrom(turn, key, (elementId) => !migration.mapping.has(elementId));
  turn.emit('PROCESS_INSTANCE_MIGRATED', root.key, {
    processInstanceKey: root.key,
    processDefinitionKey: targetKey,
    bpmnProcessId: target.bpmnProcessId,
    version: target.version,
    elements: Object.fromEntries(moves.map(({ instance, to }) => [instance.key, to.id])),
    mapping: Object.fromEntries(migration.mapping),
  });
  deleteIfDrained(turn, root.processDefinitionKey);
  const mapped = new Set(migration.mapping.values());
  for (const { instance, to } of becomeTasks) turnIntoTask(turn, instance.key, to);
  for (const { instance, to } of moves) waitForNewEvents(turn, instance.key, to, mapped);
  return {};
};

/** The job of a person, where the target has a task of the engine. */
function becomesTask(turn: Turn, instance: ElementInstance, to: ExecutableElement): boolean {
  const from = turn.models.element(instance).userTask;
  return instance.state === 'ACTIVATED' && from?.isNative === false && to.userTask?.isNative === true;
}

/** Its job is withdrawn, and what the job said is the task's. */
function turnIntoTask(turn: Turn, key: Key, to: ExecutableElement): void {
  const [job] = turn.state.jobsByElement.listOf(key).map((one) => turn.state.jobs.must(one));
  resolveIncidentsOf(turn, key);
  cancelJobsOf(turn, key);
  const { formKey, ...others } = fieldsIn(job?.customHeaders ?? {});
  const isDeployed = formKey !== null && turn.state.forms.has(formKey);
  createUserTask(turn, to, turn.state.elementInstances.must(key), {
    ...others,
    formKey: isDeployed ? formKey : null,
    externalFormReference: isDeployed ? null : formKey,
    priority: DEFAULT_PRIORITY,
  });
}

/** Catch events that take the place of none are waited for from now on. */
function waitForNewEvents(turn: Turn, key: Key, element: ExecutableElement, mapped: ReadonlySet<string>): void {
  if (turn.state.elementInstances.must(key).state !== 'ACTIVATED') return;
  const behind = element.type === 'EVENT_BASED_GATEWAY' ? element.outgoing.map((flow) => flow.target) : [];
  const events = [...element.boundaryEvents, ...element.eventStarts, ...behind];
  subscribe(
    turn,
    events.filter((event) => !mapped.has(event.id)),
    key,
  );
}
