import type { ExecutableElement } from '../../../model/executable.ts';
import { createInstance } from '../../behaviors/instances/instances.ts';
import { lookupIn } from '../../behaviors/variables/variables.ts';
import { ModelFault, orFault } from '../../fault.ts';
import type { Handler } from '../../handler.ts';
import type { DeployedProcess, Key, Variables } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireProcess, requireTenant } from '../require.ts';

/** Conditional start events are looked at when a client asks for it: of one definition, or of the latest of all. */
export const evaluateConditionals: Handler<'EVALUATE_CONDITIONALS'> = (turn, value) => {
  requireTenant(value.tenantId);
  const variables = givenVariables(value.variables);
  const processInstances: { processDefinitionKey: Key; processInstanceKey: Key }[] = [];
  const processes = candidates(turn, value.processDefinitionKey);
  turn.models.requireAll(processes.map((process) => process.processDefinitionKey));
  for (const process of processes) {
    const { processDefinitionKey } = process;
    for (const start of turn.models.process(processDefinitionKey).eventStarts) {
      if (!holds(turn, start, variables)) continue;
      const processInstanceKey = createInstance(turn, process, variables, { start });
      processInstances.push({ processDefinitionKey, processInstanceKey });
    }
  }
  return { conditionalEvaluationKey: turn.newKey(), processInstances };
};

function candidates(turn: Turn, processDefinitionKey: Key | undefined): DeployedProcess[] {
  if (processDefinitionKey !== undefined && processDefinitionKey !== '')
    return [requireProcess(turn, { processDefinitionKey })];
  return [...turn.state.processes.values()].filter(
    (process) =>
      turn.state.latestProcess(process.bpmnProcessId) === process &&
      // all the others need not be read
      turn.state.resources.must(process.resourceKey).content.includes('conditionalEventDefinition'),
  );
}

function holds(turn: Turn, { condition }: ExecutableElement, variables: Variables): boolean {
  if (condition === undefined) return false;
  const lookup = lookupIn(turn, variables);
  try {
    return orFault('EXTRACT_VALUE_ERROR', () => condition.expression.evaluateRaw(lookup, turn.now)).value === true;
  } catch (error) {
    if (error instanceof ModelFault) reject('INVALID_ARGUMENT', error.message);
    throw error;
  }
}
