import { expression, feelExpression } from '../expressions/compile-expression.ts';
import type { Expression } from '../expressions/expression.ts';
import type { BindingType, ListenerEvent } from '../processing/protocol.ts';
import { readActivities } from './ad-hoc-activities.ts';
import { refuse } from './defects.ts';
import type {
  AdHocDefinition,
  Binding,
  DecisionCall,
  JobDefinition,
  ListenerDefinition,
  LoopDefinition,
  Mapping,
  ProcessCall,
  ScriptDefinition,
  StartForm,
  UserTaskDefinition,
} from './executable.ts';
import { checkDate, checkPriority, isVariableName, variableName } from './static-values.ts';
import { extension, type ModdleElement } from './xml/moddle.ts';

const LISTENER_EVENTS: readonly ListenerEvent[] = ['creating', 'assigning', 'updating', 'completing', 'canceling'];
/** The modeler writes `assignment` where the engine says `assigning`. */
const OLD_LISTENER_NAMES: Record<string, ListenerEvent> = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
  cancel: 'canceling',
};

/** Reads a mapping; throws a `ModelDefect` when it is wrong. */
export function readMappings(node: ModdleElement, side: 'inputParameters' | 'outputParameters'): Mapping[] {
  const drawn = (extension(node, 'zeebe:IoMapping')?.[side] as ModdleElement[] | undefined) ?? [];
  return drawn.map((mapping) => {
    const target = String(mapping.target ?? '').trim();
    if (!isVariableName(target)) refuse('mapping-target', { target });
    // an input without source makes a local variable that is null
    if (mapping.source === undefined && side === 'outputParameters') refuse('mapping-without-source', { target });
    return { source: expression(String(mapping.source ?? '=null')), target: target.split('.') };
  });
}

export function readJob(node: ModdleElement): JobDefinition | undefined {
  const definition = extension(node, 'zeebe:TaskDefinition');
  if (definition === undefined) return undefined;
  if (!definition.type?.trim()) refuse('attribute-empty', { attribute: 'type', extension: 'zeebe:taskDefinition' });
  return {
    type: expression(definition.type),
    retries: expression(definition.retries ?? '3'),
    headers: readHeaders(node),
  };
}

export function readHeaders(node: ModdleElement): Record<string, string> {
  const drawn = (extension(node, 'zeebe:TaskHeaders')?.values as ModdleElement[] | undefined) ?? [];
  const headers: Record<string, string> = {};
  for (const header of drawn) {
    const key = String(header.key ?? '');
    if (Object.hasOwn(headers, key)) refuse('header-twice', { header: key });
    headers[key] = String(header.value ?? '');
  }
  return headers;
}

/** A user task: one of the engine with `zeebe:userTask`, a job without (Camunda's « User tasks », job worker implementation). */
export function readUserTask(node: ModdleElement): UserTaskDefinition {
  const isNative = extension(node, 'zeebe:UserTask') !== undefined;
  const assignment = extension(node, 'zeebe:AssignmentDefinition');
  const schedule = extension(node, 'zeebe:TaskSchedule');
  const form = extension(node, 'zeebe:FormDefinition');
  if (form !== undefined) checkTaskForm(form, isNative);
  const dueDate = optional(schedule?.dueDate);
  const followUpDate = optional(schedule?.followUpDate);
  const priority = optional(extension(node, 'zeebe:PriorityDefinition')?.priority);
  for (const date of [dueDate, followUpDate]) if (date?.literal !== undefined) checkDate(date.literal);
  if (priority?.literal !== undefined) checkPriority(priority.literal);
  return {
    isNative,
    assignee: optional(assignment?.assignee),
    candidateGroups: optional(assignment?.candidateGroups),
    candidateUsers: optional(assignment?.candidateUsers),
    dueDate,
    followUpDate,
    priority,
    formId: optional(form?.formId),
    formBinding: readBinding(form),
    externalReference: optional(form?.externalReference),
    formKey: optional(form?.formKey),
    headers: readHeaders(node),
    listeners: isNative ? readListeners(node) : [],
  };
}

function checkTaskForm({ formId, externalReference, formKey }: ModdleElement, isNative: boolean): void {
  if (isNative && formKey !== undefined) refuse('form-key-on-task');
  if (isNative && !formId === !externalReference) refuse('task-form-not-one');
  if (!isNative && !formId === !formKey) refuse('job-form-not-one');
}

function readListeners(node: ModdleElement): ListenerDefinition[] {
  const drawn = (extension(node, 'zeebe:TaskListeners')?.listeners as ModdleElement[] | undefined) ?? [];
  return drawn.map((listener) => {
    const name = String(listener.eventType ?? '');
    const event = OLD_LISTENER_NAMES[name] ?? (name as ListenerEvent);
    if (!LISTENER_EVENTS.includes(event)) refuse('task-listener-event', { event: name });
    if (!listener.type) refuse('attribute-empty', { attribute: 'type', extension: 'zeebe:taskListener' });
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
  if (!called.decisionId) refuse('attribute-empty', { attribute: 'decisionId', extension: 'zeebe:calledDecision' });
  if (!called.resultVariable)
    refuse('attribute-empty', { attribute: 'resultVariable', extension: 'zeebe:calledDecision' });
  return {
    decisionId: expression(called.decisionId),
    resultVariable: variableName(called.resultVariable),
    binding: readBinding(called),
  };
}

export function readScript(node: ModdleElement): ScriptDefinition | undefined {
  const script = extension(node, 'zeebe:Script');
  if (script === undefined) return undefined;
  if (!script.expression) refuse('attribute-empty', { attribute: 'expression', extension: 'zeebe:script' });
  if (!script.resultVariable) refuse('attribute-empty', { attribute: 'resultVariable', extension: 'zeebe:script' });
  return { expression: feelExpression(script.expression), resultVariable: variableName(script.resultVariable) };
}

/** Execution listeners of one moment of an element's life, in order. */
export function readExecutionListeners(node: ModdleElement, moment: 'start' | 'end'): JobDefinition[] {
  const drawn = (extension(node, 'zeebe:ExecutionListeners')?.listeners as ModdleElement[] | undefined) ?? [];
  for (const listener of drawn) {
    if (listener.eventType !== 'start' && listener.eventType !== 'end')
      refuse('execution-listener-event', { event: listener.eventType ?? '' });
    if (!listener.type) refuse('attribute-empty', { attribute: 'type', extension: 'zeebe:executionListener' });
    if (listener.headers !== undefined) refuse('execution-listener-headers-later');
  }
  return drawn
    .filter((listener) => listener.eventType === moment)
    .map((listener) => ({
      type: expression(String(listener.type)),
      retries: expression(String(listener.retries ?? '3')),
      headers: readHeaders(node),
    }));
}

/** What a call activity calls. */
export function readCall(node: ModdleElement): ProcessCall {
  const called = extension(node, 'zeebe:CalledElement');
  const processId = called?.processId ?? called?.processIdExpression;
  if (!processId) refuse('attribute-empty', { attribute: 'processId', extension: 'zeebe:calledElement' });
  if (called?.businessId !== undefined) refuse('business-id-later');
  return {
    processId: expression(String(processId)),
    binding: readBinding(called),
    propagateAllParentVariables: isNotFalse(called?.propagateAllParentVariables),
    propagateAllChildVariables: isNotFalse(called?.propagateAllChildVariables),
  };
}

const OUTPUT_VARIABLE = /^=?\s*([\p{L}_][\p{L}\p{N}_]*)(\.[\p{L}\p{N}_]+)*\s*$/u;

/** How a multi-instance activity is repeated; undefined when it is not. */
export function readLoop(node: ModdleElement): LoopDefinition | undefined {
  const drawn = node.loopCharacteristics as ModdleElement | undefined;
  if (drawn === undefined) return undefined;
  const loop = extension(drawn, 'zeebe:LoopCharacteristics');
  if (!loop?.inputCollection)
    refuse('attribute-empty', { attribute: 'inputCollection', extension: 'zeebe:loopCharacteristics' });
  const { outputCollection, outputElement } = readGathering(loop);
  const condition = String((drawn.completionCondition as ModdleElement | undefined)?.body ?? '').trim();
  return {
    sequential: drawn.isSequential === true,
    inputCollection: feelExpression(String(loop.inputCollection)),
    inputElement: nameOrNone(loop.inputElement),
    outputCollection,
    outputElement,
    outputVariable: OUTPUT_VARIABLE.exec(outputElement?.text ?? '')?.[1],
    completionCondition: condition === '' ? undefined : feelExpression(condition),
  };
}

/** How an ad-hoc sub-process is played. */
export function readAdHoc(node: ModdleElement): AdHocDefinition {
  const drawn = extension(node, 'zeebe:AdHoc');
  const condition = String((node.completionCondition as ModdleElement | undefined)?.body ?? '').trim();
  return {
    activeElements: drawn?.activeElementsCollection
      ? feelExpression(String(drawn.activeElementsCollection))
      : undefined,
    completionCondition: condition === '' ? undefined : feelExpression(condition),
    cancelRemaining: node.cancelRemainingInstances !== false,
    activities: readActivities(node),
    ...readGathering(drawn),
  };
}

function readGathering(drawn: ModdleElement | undefined) {
  const outputCollection = nameOrNone(drawn?.outputCollection);
  const outputElement = drawn?.outputElement ? feelExpression(String(drawn.outputElement)) : undefined;
  if ((outputCollection === undefined) !== (outputElement === undefined)) refuse('gathering-half');
  return { outputCollection, outputElement };
}

function nameOrNone(text: unknown): string | undefined {
  return text === undefined || text === '' ? undefined : variableName(text);
}

function isNotFalse(flag: unknown): boolean {
  return flag !== false && flag !== 'false';
}

/** A start event that has a form says which. */
export function checkStartForm(start: ModdleElement): void {
  const form = extension(start, 'zeebe:FormDefinition');
  if (form !== undefined && !form.formId && !form.formKey) refuse('start-form-empty');
}

/** The form of the none start event of a process. */
export function readStartForm(process: ModdleElement): StartForm | undefined {
  const start = ((process.flowElements as ModdleElement[] | undefined) ?? []).find(
    (node) => node.$type === 'bpmn:StartEvent' && node.eventDefinitions === undefined,
  );
  const form = start && extension(start, 'zeebe:FormDefinition');
  return form?.formId === undefined ? undefined : { formId: String(form.formId), binding: readBinding(form) };
}

function readBinding(node: ModdleElement | undefined): Binding {
  const type = (node?.bindingType ?? 'latest') as BindingType;
  if (!['latest', 'deployment', 'versionTag'].includes(type)) refuse('binding-unknown', { binding: type });
  if (type === 'versionTag' && !node?.versionTag) refuse('binding-without-tag');
  if (type === 'versionTag' && String(node?.versionTag).startsWith('=')) refuse('version-tag-expression');
  return { type, versionTag: type === 'versionTag' ? String(node?.versionTag) : '' };
}

function optional(text: unknown): Expression | undefined {
  return text === undefined || text === null || text === '' ? undefined : expression(String(text));
}
