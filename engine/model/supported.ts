import type { BpmnElementType, EventTrigger } from '../processing/protocol.ts';
import { because, type Reason } from './defects.ts';
import type { ModdleElement } from './xml/moddle.ts';

/** What each drawn node is to the engine. A node that is not here is refused by name. */
const TYPES: Record<string, BpmnElementType> = {
  'bpmn:Process': 'PROCESS',
  'bpmn:SubProcess': 'SUB_PROCESS',
  'bpmn:StartEvent': 'START_EVENT',
  'bpmn:EndEvent': 'END_EVENT',
  'bpmn:IntermediateCatchEvent': 'INTERMEDIATE_CATCH_EVENT',
  'bpmn:IntermediateThrowEvent': 'INTERMEDIATE_THROW_EVENT',
  'bpmn:BoundaryEvent': 'BOUNDARY_EVENT',
  'bpmn:ServiceTask': 'SERVICE_TASK',
  'bpmn:SendTask': 'SEND_TASK',
  'bpmn:ReceiveTask': 'RECEIVE_TASK',
  'bpmn:UserTask': 'USER_TASK',
  'bpmn:BusinessRuleTask': 'BUSINESS_RULE_TASK',
  'bpmn:ScriptTask': 'SCRIPT_TASK',
  'bpmn:ManualTask': 'MANUAL_TASK',
  'bpmn:Task': 'TASK',
  'bpmn:ExclusiveGateway': 'EXCLUSIVE_GATEWAY',
  'bpmn:ParallelGateway': 'PARALLEL_GATEWAY',
  'bpmn:InclusiveGateway': 'INCLUSIVE_GATEWAY',
  'bpmn:EventBasedGateway': 'EVENT_BASED_GATEWAY',
  'bpmn:CallActivity': 'CALL_ACTIVITY',
  'bpmn:AdHocSubProcess': 'AD_HOC_SUB_PROCESS',
};

/** Nodes that are drawn and never run. */
export const DRAWN_ONLY = new Set([
  'bpmn:SequenceFlow',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
  'bpmn:Group',
]);

const TRIGGERS: Record<string, EventTrigger> = {
  'bpmn:MessageEventDefinition': 'MESSAGE',
  'bpmn:TimerEventDefinition': 'TIMER',
  'bpmn:ErrorEventDefinition': 'ERROR',
  'bpmn:TerminateEventDefinition': 'TERMINATE',
  'bpmn:SignalEventDefinition': 'SIGNAL',
  'bpmn:EscalationEventDefinition': 'ESCALATION',
  'bpmn:CompensateEventDefinition': 'COMPENSATION',
  'bpmn:ConditionalEventDefinition': 'CONDITIONAL',
  'bpmn:LinkEventDefinition': 'LINK',
};

/** Which triggers each kind of event may have. */
const ALLOWED_TRIGGERS: Partial<Record<BpmnElementType, readonly EventTrigger[]>> = {
  START_EVENT: ['NONE', 'MESSAGE', 'TIMER', 'ERROR', 'SIGNAL', 'ESCALATION', 'CONDITIONAL'],
  END_EVENT: ['NONE', 'MESSAGE', 'ERROR', 'TERMINATE', 'SIGNAL', 'ESCALATION', 'COMPENSATION'],
  INTERMEDIATE_CATCH_EVENT: ['MESSAGE', 'TIMER', 'SIGNAL', 'CONDITIONAL', 'LINK'],
  INTERMEDIATE_THROW_EVENT: ['NONE', 'MESSAGE', 'SIGNAL', 'ESCALATION', 'COMPENSATION', 'LINK'],
  BOUNDARY_EVENT: ['MESSAGE', 'TIMER', 'ERROR', 'SIGNAL', 'ESCALATION', 'COMPENSATION', 'CONDITIONAL'],
};

/** The type of a drawn node, or undefined when this engine does not execute it. */
export function elementType(node: ModdleElement): BpmnElementType | undefined {
  if (node.$type === 'bpmn:SubProcess' && node.triggeredByEvent === true) return 'EVENT_SUB_PROCESS';
  return TYPES[node.$type];
}

/** Why a node cannot run, or undefined when it can. */
export function unsupported(node: ModdleElement): Reason | undefined {
  const type = elementType(node);
  if (type === undefined) return because('element-unsupported', { type: node.$type.replace('bpmn:', '') });
  const loop = node.loopCharacteristics as ModdleElement | undefined;
  if (loop !== undefined && (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics' || type === 'EVENT_SUB_PROCESS'))
    return because('loop-unsupported', { type: loop.$type.replace('bpmn:', '') });
  if (node.parallelMultiple === true) return because('parallel-multiple');
  if (type === 'EVENT_BASED_GATEWAY' && (node.instantiate === true || node.eventGatewayType === 'Parallel'))
    return because('gateway-starts-or-parallel');
  if (type === 'RECEIVE_TASK' && node.instantiate === true) return because('receive-task-starts');
  return unsupportedTrigger(node, type);
}

function unsupportedTrigger(node: ModdleElement, type: BpmnElementType): Reason | undefined {
  const definitions = eventDefinitions(node);
  if (definitions.length > 1) return because('several-event-definitions');
  const allowed = ALLOWED_TRIGGERS[type];
  if (allowed === undefined) return undefined;
  const drawn = definitions[0]?.$type;
  const trigger = triggerOf(node);
  if (trigger === undefined || !allowed.includes(trigger)) {
    return drawn === undefined
      ? because('no-event-definition')
      : because('event-definition-unsupported', { type: drawn.replace('bpmn:', '') });
  }
  return undefined;
}

/** What triggers an event; undefined for a definition that this engine does not execute. */
export function triggerOf(node: ModdleElement): EventTrigger | undefined {
  const definition = eventDefinitions(node)[0];
  return definition === undefined ? 'NONE' : TRIGGERS[definition.$type];
}

export function eventDefinitions(node: ModdleElement): ModdleElement[] {
  return (node.eventDefinitions as ModdleElement[] | undefined) ?? [];
}
