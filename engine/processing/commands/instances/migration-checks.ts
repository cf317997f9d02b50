import type { ExecutableElement, ExecutableProcess } from '../../../model/executable.ts';
import type { CommandValue, ElementInstance } from '../../protocol.ts';
import { type RejectionCode, reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';

/** One migration of one process instance. */
export interface Migration {
  turn: Turn;
  root: ElementInstance;
  source: ExecutableProcess;
  target: ExecutableProcess;
  /** Old element id to new element id. */
  mapping: ReadonlyMap<string, string>;
}

/** The plan itself: known elements, each mapped once. */
export function checkPlan(migration: Migration, plan: CommandValue<'MIGRATE_PROCESS_INSTANCE'>['mappings']): void {
  const { source, target, mapping } = migration;
  if (mapping.size < plan.length) {
    const ids = plan.map((one) => one.sourceElementId);
    const twin = ids.find((id, i) => ids.indexOf(id) !== i);
    refuse(migration, 'INVALID_ARGUMENT', `contains duplicate source element ids: '${twin}'`);
  }
  const caught = new Set<string>();
  for (const [from, to] of mapping) {
    const before = source.elements.get(from);
    const after = target.elements.get(to);
    if (before === undefined)
      refuse(migration, 'INVALID_ARGUMENT', `mapping instructions contain a non-existing source element id: '${from}'`);
    if (after === undefined)
      refuse(migration, 'INVALID_ARGUMENT', `mapping instructions contain a non-existing target element id: '${to}'`);
    if (!isCatch(before)) continue;
    if (before.trigger !== after.trigger || before.type !== after.type)
      refuse(migration, 'INVALID_STATE', `catch event '${from}' is mapped to a catch event of another type: '${to}'`);
    if (caught.has(to))
      refuse(migration, 'INVALID_STATE', `two catch events are mapped to the same catch event: '${to}'`);
    caught.add(to);
    const host = hostOf(before);
    if (host !== undefined && mapping.has(host) && mapping.get(host) !== hostOf(after))
      refuse(
        migration,
        'INVALID_STATE',
        `catch event '${from}' would be detached from '${host}' by its mapping to '${to}'`,
      );
  }
}

/** The element that takes the place of an active one: mapped, of the same kind, in the same scope. */
export function checkInstance(migration: Migration, instance: ElementInstance): ExecutableElement {
  const { root, target, mapping, turn } = migration;
  if (instance.interruptedBy !== undefined || instance.chosen !== undefined || instance.state === 'TERMINATING')
    refuse(migration, 'INVALID_STATE', `element '${instance.elementId}' is being left`);
  if (instance.key === root.key) return target.root;
  const { elementId, elementType } = instance;
  const targetId = innerless(mapping, elementId);
  if (targetId === undefined) {
    refuse(
      migration,
      'INVALID_STATE',
      `no mapping instruction defined for active element with id '${elementId}'. Elements cannot be migrated without a mapping.`,
    );
  }
  const to = inRole(target, targetId, elementType);
  if (to.type !== elementType) {
    refuse(
      migration,
      'INVALID_STATE',
      `active element with id '${elementId}' and type '${elementType}' is mapped to an element with id '${targetId}' and different type '${to.type}'. Elements must be mapped to elements of the same type.`,
    );
  }
  const from = turn.models.element(instance);
  if (from.loop?.sequential !== to.loop?.sequential)
    refuse(
      migration,
      'INVALID_STATE',
      `the multi-instance activity '${elementId}' would change between parallel and sequential`,
    );
  if (elementType === 'AD_HOC_SUB_PROCESS' && (from.job === undefined) !== (to.job === undefined))
    refuse(
      migration,
      'INVALID_STATE',
      `the ad-hoc sub-process '${elementId}' would change between being driven by a worker and not`,
    );
  if (from.userTask?.isNative === true && to.userTask?.isNative === false)
    refuse(
      migration,
      'INVALID_STATE',
      `active user task with id '${elementId}' and implementation 'camunda user task' is mapped to the user task with id '${targetId}' and implementation 'job worker'. A job can become a task, not the other way round.`,
    );
  const scope = turn.state.elementInstances.must(instance.scopeKey);
  const scopeId = scope.key === root.key ? target.root.id : innerless(mapping, scope.elementId);
  if (scopeId !== undefined && to.parent?.id !== scopeId) {
    refuse(
      migration,
      'INVALID_STATE',
      `the flow scope of active element with id '${elementId}' is changed. The flow scope of the active element is expected to be '${scopeId}' but was '${to.parent?.id}'.`,
    );
  }
  return to;
}

/** What waits inside: tokens at a join need a join of the same kind with the same flows; what was done keeps its undoing. */
export function checkWaits(migration: Migration, instance: ElementInstance, to: ExecutableElement): void {
  const { turn, target, mapping } = migration;
  for (const key of turn.state.waitingTokensByScope.of(instance.key)) {
    const gatewayId = key.slice(key.indexOf('/') + 1);
    const gateway = target.elements.get(mapping.get(gatewayId) ?? gatewayId);
    const before = turn.models.elementOf(instance.processDefinitionKey, gatewayId);
    const flows = Object.keys(turn.state.waitingTokens.must(key));
    if (gateway?.type !== before.type || gateway.parent !== to || !flows.every((id) => gateway.incoming.includes(id)))
      refuse(migration, 'INVALID_STATE', `tokens wait at gateway '${gatewayId}', and no such gateway is in the target`);
  }
  for (const key of turn.state.compensationsByScope.of(instance.key)) {
    const { eventId } = turn.state.compensations.must(key);
    if (target.elements.get(mapping.get(eventId) ?? eventId)?.compensationHandler === undefined)
      refuse(migration, 'INVALID_STATE', `compensation event '${eventId}' would be lost: map it`);
  }
}

function inRole(target: ExecutableProcess, id: string, role: ElementInstance['elementType']): ExecutableElement {
  const element = target.elements.get(id) as ExecutableElement;
  if (role === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return element.inner ?? element;
  const isBody = element.type === 'MULTI_INSTANCE_BODY' && role !== 'MULTI_INSTANCE_BODY';
  return isBody && element.inner !== undefined ? element.inner : element;
}

/** The inner instance of an ad-hoc sub-process goes with it. */
function innerless(mapping: ReadonlyMap<string, string>, id: string): string | undefined {
  const direct = mapping.get(id);
  if (direct !== undefined || !id.endsWith('#innerInstance')) return direct;
  const outer = mapping.get(id.slice(0, -'#innerInstance'.length));
  return outer === undefined ? undefined : `${outer}#innerInstance`;
}

function isCatch({ type }: ExecutableElement): boolean {
  return type === 'BOUNDARY_EVENT' || type === 'START_EVENT' || type === 'INTERMEDIATE_CATCH_EVENT';
}

function hostOf(event: ExecutableElement): string | undefined {
  return event.attachedTo?.id;
}

function refuse({ root }: Migration, code: RejectionCode, reason: string): never {
  reject(code, `Expected to migrate process instance '${root.key}' but ${reason}`);
}
