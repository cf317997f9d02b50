import { expression, feelExpression } from '../expressions/compile-expression.ts';
import type { Expression } from '../expressions/expression.ts';
import { refuse } from './defects.ts';
import type { ConditionDefinition, MessageDefinition, TimerDefinition } from './executable.ts';
import { checkCycle, checkDate, checkDuration } from './static-values.ts';
import { eventDefinitions } from './supported.ts';
import { extension, type ModdleElement } from './xml/moddle.ts';

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
  if (only === undefined || drawn.length > 1) refuse('timer-not-one');
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
  if (!message?.name) refuse('message-missing');
  const key = extension(message, 'zeebe:Subscription')?.correlationKey as string | undefined;
  if (correlated && !key) refuse('correlation-key-missing', { message: message.name });
  return { name: expression(message.name), correlationKey: correlated && key ? feelExpression(key) : undefined };
}

/** Code of an error event; undefined catches every error: also where the error referred to has none. */
export function readErrorCode(node: ModdleElement, thrown: boolean): Expression | undefined {
  return readCode(definitionOf(node, 'Error'), 'error', thrown);
}

/** Code of an escalation event; undefined catches every escalation. */
export function readEscalationCode(node: ModdleElement, thrown: boolean): Expression | undefined {
  return readCode(definitionOf(node, 'Escalation'), 'escalation', thrown);
}

function readCode(
  definition: ModdleElement | undefined,
  what: 'error' | 'escalation',
  thrown: boolean,
): Expression | undefined {
  if (definition === undefined) return undefined;
  const reference = definition[`${what}Ref`] as ModdleElement | undefined;
  if (reference === undefined) {
    if (thrown) refuse('reference-missing', { trigger: what });
    return undefined;
  }
  const text = reference[`${what}Code`] as string | undefined;
  if (!text) {
    if (thrown) refuse('code-missing', { trigger: what });
    return undefined;
  }
  const code = expression(text);
  if (!thrown && code.literal === undefined) refuse('code-expression', { trigger: what });
  return code;
}

/** Name of the signal of an event. */
export function readSignal(node: ModdleElement): Expression | undefined {
  const definition = definitionOf(node, 'Signal');
  if (definition === undefined) return undefined;
  const signal = definition.signalRef as ModdleElement | undefined;
  if (!signal?.name) refuse('signal-missing');
  return expression(signal.name);
}

/** Name of a link event. */
export function readLink(node: ModdleElement): string | undefined {
  const definition = definitionOf(node, 'Link');
  if (definition === undefined) return undefined;
  if (!definition.name) refuse('link-without-name');
  return String(definition.name);
}

/** The condition of a conditional event, with its filter on variables. */
export function readCondition(node: ModdleElement): ConditionDefinition | undefined {
  const definition = definitionOf(node, 'Conditional');
  if (definition === undefined) return undefined;
  const body = String((definition.condition as ModdleElement | undefined)?.body ?? '').trim();
  if (body === '') refuse('condition-missing');
  const filter = extension(definition, 'zeebe:ConditionalFilter');
  const names = words(filter?.variableNames);
  const events = words(filter?.variableEvents);
  for (const event of events) {
    if (event !== 'create' && event !== 'update') refuse('variable-event', { event });
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
  if (definition?.waitForCompletion === false) refuse('compensation-does-not-wait');
  return (definition?.activityRef as ModdleElement | undefined)?.id;
}

function words(text: unknown): string[] {
  return String(text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
