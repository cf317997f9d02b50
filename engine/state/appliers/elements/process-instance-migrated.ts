import type { Key } from '../../../processing/protocol.ts';
import type { Recorded } from '../../recorded.ts';
import { tokensKey } from '../../scope-count.ts';
import type { State } from '../../state.ts';
import type { Table } from '../../table.ts';

/** Everything alive of the instance speaks of the new definition and of its element ids. */
export function processInstanceMigrated(state: State, event: Recorded<'PROCESS_INSTANCE_MIGRATED'>): void {
  const { elements, mapping, processDefinitionKey, bpmnProcessId, version } = event.value;
  for (const [key, elementId] of Object.entries(elements)) {
    const of = { processDefinitionKey, bpmnProcessId };
    const here = { ...of, elementId };
    change(state.elementInstances, key, { ...here, version });
    for (const job of state.jobsByElement.of(key))
      change(state.jobs, job, { ...here, processDefinitionVersion: version });
    for (const incident of state.incidentsByElement.of(key)) change(state.incidents, incident, here);
    const { userTaskKey } = state.elementInstances.must(key);
    if (userTaskKey !== undefined && state.userTasks.has(userTaskKey))
      change(state.userTasks, userTaskKey, { ...here, processDefinitionVersion: version });
    const renamed = (elementId: string) => mapping[elementId] ?? elementId;
    for (const [table, keys] of [
      [state.timers, state.timersByElement.listOf(key)],
      [state.messageSubscriptions, state.subscriptionsByElement.listOf(key)],
      [state.signalSubscriptions, state.signalsByElement.listOf(key)],
      [state.conditions, state.conditionsByElement.listOf(key)],
    ] as [Table<{ elementId: string }>, readonly Key[]][]) {
      for (const one of keys) change(table, one, { ...of, elementId: renamed(table.must(one).elementId) });
    }
    for (const one of state.compensationsByScope.listOf(key)) {
      const { activityId, eventId, within } = state.compensations.must(one);
      change(state.compensations, one, {
        activityId: renamed(activityId),
        eventId: renamed(eventId),
        within: within.map(renamed),
      });
    }
    moveTokens(state, key, renamed);
  }
}

function change<V>(table: Table<V>, key: Key, to: object): void {
  table.change(key, (row) => ({ ...row, ...to }));
}

/** Tokens wait at the gateway that took the place of theirs. */
function moveTokens(state: State, scopeKey: Key, renamed: (id: string) => string): void {
  for (const key of state.waitingTokensByScope.listOf(scopeKey)) {
    const gatewayId = key.slice(key.indexOf('/') + 1);
    if (renamed(gatewayId) === gatewayId) continue;
    const waiting = state.waitingTokens.must(key);
    state.waitingTokens.delete(key);
    state.waitingTokens.set(tokensKey(scopeKey, renamed(gatewayId)), waiting);
  }
}
