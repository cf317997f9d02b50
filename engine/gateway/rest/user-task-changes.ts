import { INSTANT, readInstant } from '../../instant.ts';
import type { UserTaskChanges } from '../../processing/protocol.ts';
import { Refused } from '../refused.ts';
import { type Body, defined, optionalNumber, optionalText, optionalTexts } from './body.ts';

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
  if (text !== undefined && text !== '' && readInstant(text) === null) {
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be ${INSTANT}`);
  }
  return text;
}

function optionalPriority(body: Body): number | undefined {
  const priority = optionalNumber(body, 'priority');
  if (priority !== undefined && (!Number.isInteger(priority) || priority < 0 || priority > 100)) {
    throw new Refused('INVALID_ARGUMENT', "'priority' must be a whole number from 0 to 100");
  }
  return priority;
}
