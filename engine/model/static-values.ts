import { afterDuration, firstFiring, instantOf } from '../expressions/when.ts';
import { refuse } from './defects.ts';

/** What a model writes as plain text is known at deployment: refused there, it is no incident later. */

const VARIABLE_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*$/;
/** A date with its time and its zone: without zone it would mean another instant elsewhere. */
const ZONED = /T.*(Z|[+-]\d\d:?\d\d|\[[^\]]+\]|@.+)$/;

export function isVariableName(text: string): boolean {
  return VARIABLE_NAME.test(text);
}

/** Answers the name; throws when it is none. */
export function variableName(text: unknown): string {
  const name = String(text);
  if (!isVariableName(name)) refuse('name-not-variable', { name });
  return name;
}

export function checkDate(text: string): void {
  if (ZONED.test(text.trim()) && isReadable(() => instantOf(text))) return;
  refuse('date-unreadable', { text });
}

export function checkDuration(text: string): void {
  if (isReadable(() => afterDuration(text, 0))) return;
  refuse('duration-unreadable', { text });
}

export function checkCycle(text: string): void {
  if (isReadable(() => firstFiring(text, 0))) return;
  refuse('cycle-unreadable', { text });
}

export function checkPriority(text: string): void {
  if (/^\d+$/.test(text.trim()) && Number(text) <= 100) return;
  refuse('priority-out-of-range', { text });
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
