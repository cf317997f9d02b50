import { FaultyExpression } from '../feel/faulty-expression.ts';
import { UNREADABLE } from '../feel/unreadable.ts';
import { type Blanks, filledIn } from '../sentences.ts';

/**
 * Everything for which a resource is refused at deployment, in the words that clients read. A code never changes its
 * meaning: others word it in their own language.
 */
export const DEFECTS = {
  // Files.
  'file-too-long': 'The file is larger than {max} characters',
  'document-type': 'Document types and entities are not accepted',
  'too-many-tags': 'The file has more than {max} tags',
  'tag-not-closed': 'A tag is not closed',
  'nested-too-deep': 'The file is nested deeper than {max} levels',
  'attribute-too-long': "The attribute '{name}' is longer than {max} characters",
  'id-too-long': 'An id is longer than {max} characters',
  'xml-unreadable': '{reason}',
  'not-json': 'Not JSON: {reason}',
  'not-an-object': 'Must be a JSON object',
  'form-without-id': "Must have an 'id'",
  'no-process': 'Must contain at least one executable process',
  'too-many-elements': 'Must not have more than {max} elements and flows, but has {count}',
  'too-many-joins': 'Must not have more than {max} joining inclusive gateways',
  // Any element.
  'element-unsupported': "Elements of type '{type}' are currently not supported",
  'element-unreadable': '{reason}',
  'id-missing': 'Must have an id',
  'loop-unsupported': "'{type}' is currently not supported",
  'parallel-multiple': 'Parallel multiple events are not supported',
  'gateway-starts-or-parallel': 'An instantiating or parallel event-based gateway is not supported',
  'receive-task-starts': 'An instantiating receive task is not supported',
  'several-event-definitions': 'Multiple event definitions are not supported',
  'no-event-definition': 'Must have exactly one event definition',
  'event-definition-unsupported': "Event definition '{type}' is currently not supported here",
  'attribute-empty': "Attribute '{attribute}' must be present and not empty in '{extension}'",
  'name-not-variable': "The name '{name}' is not a variable name",
  'mapping-target': "The target '{target}' of a mapping is not a variable name",
  'mapping-without-source': "The mapping to '{target}' has no source",
  'gathering-half': "'outputCollection' and 'outputElement' need each other",
  'header-twice': "The header '{header}' is given more than once",
  'binding-unknown': "The binding '{binding}' does not exist",
  'binding-without-tag': "Binding by version tag needs the attribute 'versionTag'",
  'version-tag-expression': 'A version tag is plain text',
  'version-tag-empty': 'The version tag is empty',
  'date-unreadable': "The date '{text}' is not written as ISO 8601 with a zone, like '2030-01-31T10:00:00Z'",
  'duration-unreadable': "The duration '{text}' is not written as ISO 8601, like 'P2DT3H'",
  'cycle-unreadable':
    "The cycle '{text}' does not repeat: it is written as ISO 8601, like 'R3/PT10M', or as cron of six fields",
  'priority-out-of-range': "The priority '{text}' is not a whole number from 0 to 100",
  'job-priority-later': 'Jobs have no priority before Camunda 8.10',
  // Tasks and listeners.
  'task-definition-missing': "Must have a 'zeebe:taskDefinition'",
  'throw-without-task-definition': "A message throw event must have a 'zeebe:taskDefinition'",
  'decision-or-job': "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition'",
  'script-or-job': "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition'",
  'form-key-on-task': "'formKey' is for job-based user tasks: use 'formId' or 'externalReference'",
  'task-form-not-one': "Must have either 'formId' or 'externalReference' in 'zeebe:formDefinition'",
  'job-form-not-one': "A job-based user task must have either 'formId' or 'formKey' in 'zeebe:formDefinition'",
  'start-form-empty': "Must have 'formId' or 'formKey' in 'zeebe:formDefinition'",
  'task-listener-event': "The listener event '{event}' does not exist",
  'execution-listener-event': "The execution listener event '{event}' does not exist",
  'execution-listener-headers-later': 'Execution listeners have no headers before Camunda 8.10',
  'start-listener-here': "Execution listeners of type 'start' are not supported here",
  'end-listener-here': "Execution listeners of type 'end' are not supported here",
  'listener-twice': "Found duplicate execution listener of type '{type}'",
  'business-id-later': "Calls have no 'businessId' before Camunda 8.10",
  // What events wait for or throw.
  'timer-not-one': 'Must have exactly one of timeDate, timeDuration or timeCycle',
  'start-timer-duration': 'A timer start event of a process must have a date or a cycle',
  'catch-timer-cycle': 'An intermediate timer event must have a date or a duration',
  'cycle-interrupts': 'A cycle needs a non-interrupting event',
  'message-missing': 'Must reference a message that has a name',
  'correlation-key-missing': "The message '{message}' must have a correlation key",
  'signal-missing': 'Must reference a signal that has a name',
  'reference-missing': 'Must reference an {trigger}',
  'code-missing': 'The {trigger} must have a code',
  'code-expression': 'The {trigger} code of a catch event must be plain text',
  'link-without-name': 'A link event must have a link name',
  'condition-missing': 'A conditional event must have a condition',
  'variable-event': "The variable event '{event}' does not exist",
  'compensation-does-not-wait': 'A compensation event must wait for completion',
  'catches-all-twice': 'Must not have more than one {trigger} event that catches all',
  'caught-twice': "Must not have more than one {trigger} event for '{name}'",
  'link-target-twice':
    "Multiple intermediate catch link event definitions with the same name '{link}' are not allowed.",
  'link-target-missing': "Can't find an catch link event for the throw link event with the name '{link}'.",
  // How they are drawn together.
  'no-start': 'Must have at least one start event',
  'none-start-twice': 'Must not have more than one none start event',
  'none-start-not-one': 'Must have exactly one none start event',
  'start-not-one': 'Must have exactly one start event',
  'start-not-allowed': 'Must not have a start event',
  'end-not-allowed': 'Must not have an end event',
  'no-activity': 'Must have at least one activity',
  'start-with-incoming': 'Start events must not have incoming sequence flows',
  'end-with-outgoing': 'End events must not have outgoing sequence flows',
  'sub-process-start-trigger': 'The start event of a sub-process must be a none start event',
  'event-sub-process-start-trigger': 'The start event of an event sub-process must have a trigger',
  'event-sub-process-with-flows': 'Event sub-processes must not have sequence flows',
  'process-start-trigger': 'A process cannot be started by an {trigger}',
  'error-start-not-interrupting': 'An error start event must be interrupting',
  'boundary-not-attached': 'Must be attached to an activity',
  'boundary-with-incoming': 'Boundary events must not have incoming sequence flows',
  'error-boundary-not-interrupting': 'Error boundary events must be interrupting',
  'escalation-boundary-host': 'An escalation boundary event must be attached to a sub-process or a call activity',
  'flow-without-condition': "Sequence flow '{flow}' must have a condition or be the default flow",
  'condition-misplaced': 'A condition is only possible after an exclusive or inclusive gateway',
  'event-gateway-one-flow': 'Event-based gateway must have at least 2 outgoing sequence flows.',
  'event-gateway-target':
    "Event-based gateway must not have an outgoing sequence flow to '{target}': only message, timer, signal and conditional catch events are possible",
  'event-gateway-target-shared': "Event '{target}' must be reached from the event-based gateway only",
  'link-catch-with-incoming': 'A catching link event must not have incoming sequence flows',
  'link-throw-with-outgoing': 'A throwing link event must not have outgoing sequence flows',
  'handler-with-incoming': 'A compensation handler should have no incoming sequence flows',
  'handler-with-outgoing': 'A compensation handler should have no outgoing sequence flows',
  'handler-with-boundary': 'A compensation handler should have no boundary events',
  'compensation-with-outgoing': 'A compensation boundary event must not have outgoing sequence flows',
  'compensation-without-handler': 'A compensation boundary event must be associated with a compensation handler',
  'compensation-out-of-scope': 'A compensation throw event can only name an activity of its own scope',
  // Decisions.
  'no-decision': 'Must contain at least one decision',
  'too-many-decisions': 'Must not contain more than {max} decisions',
  'decision-cycle': 'Requires itself, through {path}',
  'decision-missing': "Requires the decision '{decision}', which is not in this file",
  'logic-unsupported': "The logic '{logic}' is currently not supported",
  'function-unsupported': "A function written in '{language}' is currently not supported: use FEEL",
  // Expressions.
  'static-value':
    "Expected expression but found static value '{text}'. An expression must start with '=' (e.g. '={text}').",
  'expression-fails': '{reason}',
  ...UNREADABLE,
} as const satisfies Record<string, string>;

export type DefectCode = keyof typeof DEFECTS;

/** What an event names when it waits or throws. */
export type NamedTrigger = 'message' | 'signal' | 'error' | 'escalation' | 'conditional';

/** What fills in the sentence of a code. */
export type DefectParams<C extends DefectCode> = {
  readonly [Name in Blanks<(typeof DEFECTS)[C]>]: Name extends 'trigger' ? NamedTrigger : string | number;
};

/** Why something is refused. */
export type Reason = { [C in DefectCode]: { readonly code: C; readonly params: DefectParams<C> } }[DefectCode];

/** A code whose sentence has no blank needs no parameters. */
type Filling<C extends DefectCode> = [Blanks<(typeof DEFECTS)[C]>] extends [never] ? [] : [params: DefectParams<C>];

export function because<C extends DefectCode>(code: C, ...[params]: Filling<C>): Reason {
  return { code, params: params ?? {} } as Reason;
}

/** The reason in English. */
export function sentenceOf({ code, params }: Reason): string {
  return filledIn(DEFECTS[code], params);
}

/** Thrown by whoever reads one element, or one part of a file. */
export class ModelDefect extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(sentenceOf(reason));
    this.name = 'ModelDefect';
    this.reason = reason;
  }
}

/** Throws a defect. */
export function refuse<C extends DefectCode>(code: C, ...params: Filling<C>): never {
  throw new ModelDefect(because(code, ...params));
}

/** Why an element could not be read. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ModelDefect) return error.reason;
  const { message } = error as Error;
  if (!(error instanceof FaultyExpression)) return because('element-unreadable', { reason: message });
  return (error.unreadable as Reason | undefined) ?? because('expression-fails', { reason: message });
}
