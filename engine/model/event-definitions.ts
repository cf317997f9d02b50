import { type Expression, expression, feelExpression } from '../expressions/expression.ts';
import type { ConditionDefinition, MessageDefinition, TimerDefinition } from './executable.ts';
import { extension, type ModdleElement } from './moddle.ts';
import { checkCycle, checkDate, checkDuration } from './static-values.ts';
import { eventDefinitions } from './supported.ts';

function definitionOf(node: ModdleElement, type: string): ModdleElement | undefined {
  return eventDefinitions(node).find((one) => one.$type === `bpmn:${type}EventDefinition`);
}

export function readTimer(node: ModdleElement): TimerDefinition | undefined {
  const definition = definitionOf(node, 'Timer');
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
  const [kind, { body }] = only;
  const field = expression(String(body ?? '').trim());
  if (field.literal !== undefined) CHECKS[kind](field.literal);
  return { kind, expression: field };
}

const CHECKS = { date: checkDate, duration: checkDuration, cycle: checkCycle };

/** Reads the message of an event or receive task; `correlated` when a running instance waits for it. */
export function readMessage(node: ModdleElement, correlated: boolean): MessageDefinition | undefined {
  const definition = definitionOf(node, 'Message');
  if (definition === undefined && node.$type !== 'bpmn:ReceiveTask') return undefined;
  const message = (definition ?? node).messageRef as ModdleElement | undefined;
  if (!message?.name) throw new Error('Must reference a message that has a name');
  const key = extension(message, 'zeebe:Subscription')?.correlationKey as string | undefined;
  if (correlated && !key) throw new Error(`The message '${message.name}' must have a correlation key`);
  return { name: expression(message.name), correlationKey: correlated && key ? feelExpression(key) : undefined };
}

/** Code of an error event; undefined catches every error. */
export function readErrorCode(node: ModdleElement, thrown: boolean): Expression | undefined {
  return readCode(definitionOf(node, 'Error'), 'error', thrown);
}

/** Code of an escalation event; undefined catches every escalation. */
export function readEscalationCode(node: ModdleElement, thrown: boolean): Expression | undefined {
  return readCode(definitionOf(node, 'Escalation'), 'escalation', thrown);
}

function readCode(definition: ModdleElement | undefined, what: string, thrown: boolean): Expression | undefined {
  if (definition === undefined) return undefined;
  const reference = definition[`${what}Ref`] as ModdleElement | undefined;
  if (reference === undefined) {
    if (thrown) throw new Error(`Must reference an ${what}`);
    return undefined;
  }
  const text = reference[`${what}Code`] as string | undefined;
  if (!text) throw new Error(`The ${what} must have a code`);
  const code = expression(text);
  if (!thrown && code.literal === undefined) throw new Error(`The ${what} code of a catch event must be plain text`);
  return code;
}

/** Name of the signal of an event. */
export function readSignal(node: ModdleElement): Expression | undefined {
  const definition = definitionOf(node, 'Signal');
  if (definition === undefined) return undefined;
  const signal = definition.signalRef as ModdleElement | undefined;
  if (!signal?.name) throw new Error('Must reference a signal that has a name');
  return expression(signal.name);
}

/** Name of a link event. */
export function readLink(node: ModdleElement): string | undefined {
  const definition = definitionOf(node, 'Link');
  if (definition === undefined) return undefined;
  if (!definition.name) throw new Error('A link event must have a link name');
  return String(definition.name);
}

/** The condition of a conditional event, with its filter on variables. */
export function readCondition(node: ModdleElement): ConditionDefinition | undefined {
  const definition = definitionOf(node, 'Conditional');
  if (definition === undefined) return undefined;
  const body = String((definition.condition as ModdleElement | undefined)?.body ?? '').trim();
  if (body === '') throw new Error('A conditional event must have a condition');
  const filter = extension(definition, 'zeebe:ConditionalFilter');
  const names = words(filter?.variableNames);
  const events = words(filter?.variableEvents);
  for (const event of events) {
    if (event !== 'create' && event !== 'update') throw new Error(`The variable event '${event}' does not exist`);
  }
  return {
    expression: feelExpression(body),
    variableNames: names.length === 0 ? undefined : names,
    variableEvents: events.length === 0 ? ['create', 'update'] : (events as ('create' | 'update')[]),
  };
}

/** The activity that a throwing compensation event names; undefined: all of its scope. */
export function readCompensated(node: ModdleElement): string | undefined {
  const definition = definitionOf(node, 'Compensate');
  if (definition?.waitForCompletion === false) throw new Error('A compensation event must wait for completion');
  return (definition?.activityRef as ModdleElement | undefined)?.id;
}

function words(text: unknown): string[] {
  return String(text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
