import { INSTANT, readInstant } from '../../instant.ts';
import type { UserTaskChanges } from '../../processing/protocol.ts';
import { type Body, defined, optionalInt, optionalText, optionalTexts, refuseValue } from './body.ts';

/** What may change on a user task. */
export const CHANGES = ['assignee', 'dueDate', 'followUpDate', 'candidateUsers', 'candidateGroups', 'priority'];

/** Reads what may change on a user task. Absent or null leaves an attribute as it is, an empty one clears it. */
export function readChanges(body: Body): UserTaskChanges {
  return defined({
    assignee: optionalText(body, 'assignee'),
    dueDate: optionalDate(body, 'dueDate'),
    followUpDate: optionalDate(body, 'followUpDate'),
    candidateUsers: optionalTexts(body, 'candidateUsers'),
    candidateGroups: optionalTexts(body, 'candidateGroups'),
    priority: optionalPriority(body),
  });
}

function optionalDate(body: Body, name: string): string | undefined {
  const text = optionalText(body, name);
  if (text !== undefined && text !== '' && readInstant(text) === null) refuseValue(name, text, INSTANT);
  return text;
}

function optionalPriority(body: Body): number | undefined {
  const priority = optionalInt(body, 'priority');
  if (priority === undefined || (priority >= 0 && priority <= 100)) return priority;
  return refuseValue('priority', priority, 'within the [0,100] range');
}
