import { type Expression, expression, feelExpression } from '../expressions/expression.ts';
import type { BindingType, ListenerEvent } from '../processing/protocol.ts';
import type {
  Binding,
  DecisionCall,
  JobDefinition,
  ListenerDefinition,
  Mapping,
  MessageDefinition,
  ScriptDefinition,
  TimerDefinition,
  UserTaskDefinition,
} from './executable.ts';
import { extension, type ModdleElement } from './moddle.ts';
import { eventDefinitions } from './supported.ts';

const LISTENER_EVENTS: readonly ListenerEvent[] = ['creating', 'assigning', 'updating', 'completing', 'canceling'];
/** The modeler writes `assignment` where the engine says `assigning`. */
const OLD_LISTENER_NAMES: Record<string, ListenerEvent> = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
  cancel: 'canceling',
};

/** Reads a mapping; throws with the reason when it is wrong. */
export function readMappings(node: ModdleElement, side: 'inputParameters' | 'outputParameters'): Mapping[] {
  const drawn = (extension(node, 'zeebe:IoMapping')?.[side] as ModdleElement[] | undefined) ?? [];
  return drawn.map((mapping) => {
    const target = String(mapping.target ?? '').trim();
    if (!/^[^\s.=]+(\.[^\s.=]+)*$/.test(target))
      throw new Error(`The target '${target}' of a mapping is not a variable name`);
    if (mapping.source === undefined) throw new Error(`The mapping to '${target}' has no source`);
    return { source: expression(String(mapping.source)), target: target.split('.') };
  });
}

export function readJob(node: ModdleElement): JobDefinition | undefined {
  const definition = extension(node, 'zeebe:TaskDefinition');
  if (definition === undefined) return undefined;
  if (!definition.type) throw new Error("Attribute 'type' must be present and not empty in 'zeebe:taskDefinition'");
  return {
    type: expression(definition.type),
    retries: expression(definition.retries ?? '3'),
    headers: readHeaders(node),
  };
}

export function readHeaders(node: ModdleElement): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const header of (extension(node, 'zeebe:TaskHeaders')?.values as ModdleElement[] | undefined) ?? []) {
    headers[String(header.key ?? '')] = String(header.value ?? '');
  }
  return headers;
}

export function readUserTask(node: ModdleElement): UserTaskDefinition {
  if (extension(node, 'zeebe:UserTask') === undefined) {
    throw new Error("Only native user tasks run here: add 'zeebe:userTask' (Implementation: Camunda user task)");
  }
  const assignment = extension(node, 'zeebe:AssignmentDefinition');
  const schedule = extension(node, 'zeebe:TaskSchedule');
  const form = extension(node, 'zeebe:FormDefinition');
  if (form?.formKey !== undefined)
    throw new Error("'formKey' is for job-based user tasks: use 'formId' or 'externalReference'");
  return {
    assignee: optional(assignment?.assignee),
    candidateGroups: optional(assignment?.candidateGroups),
    candidateUsers: optional(assignment?.candidateUsers),
    dueDate: optional(schedule?.dueDate),
    followUpDate: optional(schedule?.followUpDate),
    priority: optional(extension(node, 'zeebe:PriorityDefinition')?.priority),
    formId: optional(form?.formId),
    formBinding: readBinding(form),
    externalReference: optional(form?.externalReference),
    headers: readHeaders(node),
    listeners: readListeners(node),
  };
}

function readListeners(node: ModdleElement): ListenerDefinition[] {
  const drawn = (extension(node, 'zeebe:TaskListeners')?.listeners as ModdleElement[] | undefined) ?? [];
  return drawn.map((listener) => {
    const name = String(listener.eventType ?? '');
    const event = OLD_LISTENER_NAMES[name] ?? (name as ListenerEvent);
    if (!LISTENER_EVENTS.includes(event)) throw new Error(`The listener event '${name}' does not exist`);
    if (!listener.type) throw new Error("Attribute 'type' must be present and not empty in 'zeebe:taskListener'");
    return {
      event,
      type: expression(String(listener.type)),
      retries: expression(String(listener.retries ?? '3')),
      headers: readHeaders(node),
    };
  });
}

export function readDecision(node: ModdleElement): DecisionCall | undefined {
  const called = extension(node, 'zeebe:CalledDecision');
  if (called === undefined) return undefined;
  if (!called.decisionId)
    throw new Error("Attribute 'decisionId' must be present and not empty in 'zeebe:calledDecision'");
  if (!called.resultVariable)
    throw new Error("Attribute 'resultVariable' must be present and not empty in 'zeebe:calledDecision'");
  return {
    decisionId: expression(called.decisionId),
    resultVariable: called.resultVariable,
    binding: readBinding(called),
  };
}

export function readScript(node: ModdleElement): ScriptDefinition | undefined {
  const script = extension(node, 'zeebe:Script');
  if (script === undefined) return undefined;
  if (!script.expression) throw new Error("Attribute 'expression' must be present and not empty in 'zeebe:script'");
  if (!script.resultVariable)
    throw new Error("Attribute 'resultVariable' must be present and not empty in 'zeebe:script'");
  return { expression: feelExpression(script.expression), resultVariable: script.resultVariable };
}

export function readTimer(node: ModdleElement): TimerDefinition | undefined {
  const definition = eventDefinitions(node).find((one) => one.$type === 'bpmn:TimerEventDefinition');
  if (definition === undefined) return undefined;
  const kinds = [
    ['date', definition.timeDate],
    ['duration', definition.timeDuration],
    ['cycle', definition.timeCycle],
  ] as const;
  const drawn = kinds.filter(([, text]) => text !== undefined);
  const only = drawn[0];
  if (only === undefined || drawn.length > 1)
    throw new Error('Must have exactly one of timeDate, timeDuration or timeCycle');
  return { kind: only[0], expression: expression(String(only[1].body ?? '').trim()) };
}

/** Reads the message of an event or receive task; `correlated` when a running instance waits for it. */
export function readMessage(node: ModdleElement, correlated: boolean): MessageDefinition | undefined {
  const definition = eventDefinitions(node).find((one) => one.$type === 'bpmn:MessageEventDefinition');
  if (definition === undefined && node.$type !== 'bpmn:ReceiveTask') return undefined;
  const message = (definition ?? node).messageRef as ModdleElement | undefined;
  if (!message?.name) throw new Error('Must reference a message that has a name');
  const key = extension(message, 'zeebe:Subscription')?.correlationKey as string | undefined;
  if (correlated && !key) throw new Error(`The message '${message.name}' must have a correlation key`);
  return { name: expression(message.name), correlationKey: correlated && key ? feelExpression(key) : undefined };
}

/** Code of an error event; undefined catches every error. */
export function readErrorCode(node: ModdleElement, thrown: boolean): Expression | undefined {
  const definition = eventDefinitions(node).find((one) => one.$type === 'bpmn:ErrorEventDefinition');
  if (definition === undefined) return undefined;
  const error = definition.errorRef as ModdleElement | undefined;
  if (error === undefined) {
    if (thrown) throw new Error('Must reference an error');
    return undefined;
  }
  if (!error.errorCode) throw new Error('The error must have a code');
  const code = expression(error.errorCode);
  if (!thrown && code.literal === undefined) throw new Error('The error code of a catch event must be plain text');
  return code;
}

function readBinding(node: ModdleElement | undefined): Binding {
  const type = (node?.bindingType ?? 'latest') as BindingType;
  if (!['latest', 'deployment', 'versionTag'].includes(type)) throw new Error(`The binding '${type}' does not exist`);
  if (type === 'versionTag' && !node?.versionTag)
    throw new Error("Binding by version tag needs the attribute 'versionTag'");
  return { type, versionTag: type === 'versionTag' ? String(node?.versionTag) : '' };
}

function optional(text: unknown): Expression | undefined {
  return text === undefined || text === null || text === '' ? undefined : expression(String(text));
}
