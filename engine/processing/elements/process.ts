import type { ElementBehavior } from '../behavior.ts';
import { deleteIfDrained } from '../behaviors/definitions/draining.ts';
import { startNextBuffered } from '../behaviors/events/messages.ts';
import { activatable, enterByHand } from '../behaviors/instances/by-hand.ts';
import { calledInstanceStopped, returnToCaller } from '../behaviors/instances/called-instances.ts';
import { activate } from '../lifecycle.ts';
import type { ElementInstance } from '../protocol.ts';
import { Rejection } from '../rejection.ts';
import type { Turn } from '../turn.ts';

/** The process instance itself: the root of its tree of scopes. */
export const process: ElementBehavior = {
  activated(turn, element, instance) {
    if (instance.startElementIds !== undefined) {
      const process = turn.models.process(instance.processDefinitionKey);
      const creation = { turn, verb: 'create', root: instance, process } as const;
      for (const id of instance.startElementIds) enterByHand(creation, {}, activatable(creation, id));
      return;
    }
    const start =
      instance.startElementId === undefined
        ? element.noneStart
        : turn.models.elementOf(instance.processDefinitionKey, instance.startElementId);
    if (start === undefined) throw new Error(`Process '${element.id}' has no none start event`);
    activate(turn, start, instance.key);
  },
  completing(turn, _element, instance) {
    const variables = turn.state.localVariables(instance.key);
    turn.settle(`instance:${instance.key}`, { result: { variables } });
    returnToCaller(turn, instance, variables);
  },
  completed(turn, _element, instance) {
    over(turn, instance);
  },
  terminated(turn, _element, instance) {
    const rejection = new Rejection(
      'INVALID_STATE',
      `Expected to complete process instance with key '${instance.key}', but it was terminated`,
      'CREATE_WITH_AWAITING_RESULT',
    );
    turn.settle(`instance:${instance.key}`, { rejection });
    calledInstanceStopped(turn, instance);
    over(turn, instance);
  },
};

function over(turn: Turn, { startedByKey, processDefinitionKey }: ElementInstance): void {
  if (turn.state.processes.must(processDefinitionKey).isDraining === true)
    turn.next('', () => deleteIfDrained(turn, processDefinitionKey));
  if (startedByKey !== undefined) turn.next('', () => startNextBuffered(turn, startedByKey));
}
