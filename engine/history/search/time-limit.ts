import type { Question } from '../messages.ts';
import { entities } from '../schema/entities.ts';
import { INDEXES } from '../schema/indexes.ts';

/** A search was given up: it would have read for longer than it may. The message says what to do. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** What is said of a question that took too long. */
export function tooLong(question: Question, maxMs: number): TooLong {
  const took = `The search read for ${maxMs / 1_000} s and was given up`;
  if (question.ask !== 'search') return new TooLong(`${took}: ask for less, or for a shorter time`);
  const indexed = INDEXES[entities[question.entity].table]?.flatMap(({ columns }) => columns) ?? [];
  if (question.entity === 'variable') indexed.push('name', 'value');
  return new TooLong(`${took}: filter by a value, or a shorter span, of one of ${indexed.join(', ')}`);
}
