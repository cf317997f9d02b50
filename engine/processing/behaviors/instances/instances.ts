import type { ExecutableElement } from '../../../model/executable.ts';
import { continueActivation } from '../../lifecycle.ts';
import type { DeployedProcess, ElementInstance, Key, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { setLocal } from '../variables/variables.ts';

/** How an instance is born, when not by its none start. */
export interface Birth {
  start?: ExecutableElement;
  startedByKey?: string;
  tags?: string[];
  businessId?: string;
  startElementIds?: string[];
  calledBy?: Required<
    Pick<
      ElementInstance,
      'parentProcessInstanceKey' | 'parentElementInstanceKey' | 'rootProcessInstanceKey' | 'callDepth'
    >
  >;
}

/** Starts an instance of a process; answers its key. */
export function createInstance(turn: Turn, process: DeployedProcess, variables: Variables, birth: Birth = {}): Key {
  const key = turn.newKey();
  turn.emit('ELEMENT_ACTIVATING', key, {
    key,
    elementId: process.bpmnProcessId,
    elementType: 'PROCESS',
    state: 'ACTIVATING',
    processInstanceKey: key,
    processDefinitionKey: process.processDefinitionKey,
    bpmnProcessId: process.bpmnProcessId,
    version: process.version,
    scopeKey: '',
    startedAt: turn.now,
    activeChildren: 0,
    ...(birth.start === undefined ? {} : { startElementId: birth.start.id }),
    ...(birth.startedByKey === undefined ? {} : { startedByKey: birth.startedByKey }),
    ...birth.calledBy,
    ...(birth.startElementIds === undefined ? {} : { startElementIds: birth.startElementIds }),
    ...(birth.tags === undefined || birth.tags.length === 0 ? {} : { tags: birth.tags }),
    ...(birth.businessId === undefined ? {} : { businessId: birth.businessId }),
  });
  setLocal(turn, key, variables);
  turn.next(key, () => continueActivation(turn, key));
  return key;
}
