import type { History } from '../../history/history.ts';
import type { ElementInstance, Engine } from '../../processing/protocol.ts';

/** What a batch does to each of its items. The plan is kept as it came, for after a restart. */
export type BatchPlan =
  | { readonly type: 'CANCEL_PROCESS_INSTANCE' }
  | { readonly type: 'RESOLVE_INCIDENT' }
  /** Of what is over, everything the history holds. */
  | { readonly type: 'DELETE_PROCESS_INSTANCE' | 'DELETE_DECISION_INSTANCE' }
  | {
      readonly type: 'MIGRATE_PROCESS_INSTANCE';
      readonly targetProcessDefinitionKey: string;
      readonly mappings: readonly { readonly sourceElementId: string; readonly targetElementId: string }[];
    }
  | {
      readonly type: 'MODIFY_PROCESS_INSTANCE';
      readonly moves: readonly { readonly sourceElementId: string; readonly targetElementId: string }[];
    };

export type BatchType = BatchPlan['type'];

/** One thing a batch is to do. `itemKey` is the instance's, the incident's or the decision evaluation's. */
export interface BatchItem {
  readonly itemKey: string;
  /** '-1' of a decision that no process asked for. */
  readonly processInstanceKey: string;
}

/** What a filter of process instances is narrowed to: the batch's own conditions win over the caller's. */
export function instancesFor(type: BatchType, filter: object): object {
  const active = { ...filter, state: 'ACTIVE' };
  switch (type) {
    case 'CANCEL_PROCESS_INSTANCE':
      return { ...active, parentProcessInstanceKey: { $exists: false } };
    case 'RESOLVE_INCIDENT':
      return { ...active, hasIncident: true };
    case 'DELETE_PROCESS_INSTANCE':
      return { $or: [filter], state: { $neq: 'ACTIVE' } };
    default:
      return active;
  }
}

/** Does one item. Rejects as the single command would. */
export async function perform(engine: Engine, history: History, plan: BatchPlan, item: BatchItem): Promise<void> {
  const { processInstanceKey } = item;
  switch (plan.type) {
    case 'CANCEL_PROCESS_INSTANCE':
      await engine.execute('CANCEL_PROCESS_INSTANCE', { processInstanceKey });
      return;
    case 'RESOLVE_INCIDENT':
      await resolve(engine, item.itemKey);
      return;
    case 'DELETE_PROCESS_INSTANCE':
      return history.forget('processInstance', [item.itemKey]);
    case 'DELETE_DECISION_INSTANCE':
      return history.forget('decisionInstance', [item.itemKey]);
    case 'MIGRATE_PROCESS_INSTANCE': {
      const { targetProcessDefinitionKey, mappings } = plan;
      const value = { processInstanceKey, targetProcessDefinitionKey, mappings: [...mappings] };
      await engine.execute('MIGRATE_PROCESS_INSTANCE', value);
      return;
    }
    case 'MODIFY_PROCESS_INSTANCE':
      await move(engine, processInstanceKey, plan.moves);
  }
}

/** True of an item that a life of the gateway may have done before it could write that down. */
export async function wasDone(engine: Engine, history: History, plan: BatchPlan, item: BatchItem): Promise<boolean> {
  const { itemKey, processInstanceKey } = item;
  switch (plan.type) {
    case 'CANCEL_PROCESS_INSTANCE':
      return (await history.find('processInstance', processInstanceKey))?.state === 'TERMINATED';
    case 'RESOLVE_INCIDENT':
      return (await history.find('incident', itemKey))?.state === 'RESOLVED';
    case 'DELETE_PROCESS_INSTANCE':
      return (await history.find('processInstance', itemKey)) === null;
    case 'DELETE_DECISION_INSTANCE':
      return true;
    case 'MIGRATE_PROCESS_INSTANCE':
      return (
        engine.state.elementInstances.get(processInstanceKey)?.processDefinitionKey === plan.targetProcessDefinitionKey
      );
    case 'MODIFY_PROCESS_INSTANCE': {
      const sources = new Set(plan.moves.map(({ sourceElementId }) => sourceElementId));
      return ![...inside(engine, processInstanceKey)].some(({ elementId }) => sources.has(elementId));
    }
  }
}

/** A job without retries gets one first: its incident cannot be resolved before. */
async function resolve(engine: Engine, incidentKey: string): Promise<void> {
  const jobKey = engine.state.incidents.get(incidentKey)?.jobKey;
  if (jobKey) await engine.execute('UPDATE_JOB', { jobKey, retries: 1 });
  await engine.execute('RESOLVE_INCIDENT', { incidentKey });
}

/** Each token at a source leaves it and enters its target. */
async function move(
  engine: Engine,
  processInstanceKey: string,
  moves: readonly { sourceElementId: string; targetElementId: string }[],
): Promise<void> {
  const standing = [...inside(engine, processInstanceKey)];
  const steps = moves.flatMap(({ sourceElementId, targetElementId }) =>
    standing.filter(({ elementId }) => elementId === sourceElementId).map(({ key }) => ({ key, targetElementId })),
  );
  await engine.execute('MODIFY_PROCESS_INSTANCE', {
    processInstanceKey,
    activate: steps.map(({ targetElementId }) => ({ elementId: targetElementId })),
    terminate: steps.map(({ key }) => ({ elementInstanceKey: key })),
  });
}

/** Every element instance of a scope, at any depth. */
function* inside(engine: Engine, scopeKey: string): Generator<ElementInstance> {
  for (const child of engine.state.childrenOf(scopeKey)) {
    yield child;
    yield* inside(engine, child.key);
  }
}
