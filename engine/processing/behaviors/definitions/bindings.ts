import type { Binding } from '../../../model/executable.ts';
import { ModelFault } from '../../fault.ts';
import type { DeployedDecision, DeployedForm, DeployedProcess, ElementInstance } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

interface Bindable {
  deploymentKey: string;
  versionTag: string;
}

/** The decision that a task means, by its binding. */
export function boundDecision(
  turn: Turn,
  decisionId: string,
  binding: Binding,
  instance: ElementInstance,
): DeployedDecision {
  const found = choose(turn, turn.state.decisionVersions.all(decisionId), binding, instance);
  if (found === undefined) {
    throw new ModelFault(
      'CALLED_DECISION_ERROR',
      `Expected to evaluate decision '${decisionId}'${how(binding)}, but no such decision found`,
    );
  }
  return found;
}

/** The form that a user task means, by its binding. */
export function boundForm(turn: Turn, formId: string, binding: Binding, instance: ElementInstance): DeployedForm {
  const found = choose(turn, turn.state.formVersions.all(formId), binding, instance);
  if (found === undefined) {
    throw new ModelFault(
      'FORM_NOT_FOUND',
      `Expected to find a form with id '${formId}'${how(binding)}, but no such form was found. Deploy it, then resolve the incident.`,
    );
  }
  return found;
}

/** The process that a call activity means, by its binding. */
export function boundProcess(
  turn: Turn,
  processId: string,
  binding: Binding,
  instance: ElementInstance,
): DeployedProcess {
  const found = choose(turn, turn.state.processVersions.all(processId), binding, instance);
  if (found === undefined) {
    throw new ModelFault(
      'CALLED_ELEMENT_ERROR',
      `Expected process with BPMN process id '${processId}'${how(binding)} to be deployed, but not found.`,
    );
  }
  return found;
}

/** A tag used twice means the latest that bears it. */
function choose<T extends Bindable>(
  turn: Turn,
  versions: readonly T[],
  binding: Binding,
  instance: ElementInstance,
): T | undefined {
  switch (binding.type) {
    case 'latest':
      return versions.at(-1);
    case 'deployment': {
      const { deploymentKey } = turn.state.processes.must(instance.processDefinitionKey);
      return versions.findLast((version) => version.deploymentKey === deploymentKey);
    }
    case 'versionTag':
      return versions.findLast((version) => version.versionTag === binding.versionTag);
  }
}

function how(binding: Binding): string {
  if (binding.type === 'versionTag') return ` with version tag '${binding.versionTag}'`;
  return binding.type === 'deployment' ? ' in the deployment of the process' : '';
}
