import { instantOf } from '../../../expressions/when.ts';
import { FaultyExpression } from '../../../feel/faulty-expression.ts';
import type { UserTaskChanges } from '../../protocol.ts';
import { reject } from '../../rejection.ts';

const NAMES = ['assignee', 'dueDate', 'followUpDate', 'candidateUsers', 'candidateGroups', 'priority'];

/** What a client or a listener asks to change must make sense. */
export function checkChanges(changes: UserTaskChanges): void {
  for (const name of Object.keys(changes)) {
    if (!NAMES.includes(name)) reject('INVALID_ARGUMENT', `The attribute '${name}' of a user task cannot be changed`);
  }
  for (const name of ['dueDate', 'followUpDate'] as const) {
    const date = changes[name];
    if (date === undefined || date === null || date === '') continue;
    try {
      instantOf(date);
    } catch (error) {
      if (!(error instanceof FaultyExpression)) throw error;
      reject(
        'INVALID_ARGUMENT',
        `The provided ${name} '${date}' cannot be parsed as a date according to RFC 3339, section 5.6`,
      );
    }
  }
  const { priority } = changes;
  if (
    priority !== undefined &&
    priority !== null &&
    !(Number.isInteger(priority) && priority >= 0 && priority <= 100)
  ) {
    reject('INVALID_ARGUMENT', `Expected field 'priority' to be an integer between 0 and 100, but was '${priority}'`);
  }
}
