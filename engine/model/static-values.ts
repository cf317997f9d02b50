import { afterDuration, firstFiring, instantOf } from '../expressions/when.ts';

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
  if (!isVariableName(name)) throw new Error(`The name '${name}' is not a variable name`);
  return name;
}

export function checkDate(text: string): void {
  if (ZONED.test(text.trim()) && isReadable(() => instantOf(text))) return;
  throw new Error(`The date '${text}' is not written as ISO 8601 with a zone, like '2030-01-31T10:00:00Z'`);
}

export function checkDuration(text: string): void {
  if (isReadable(() => afterDuration(text, 0))) return;
  throw new Error(`The duration '${text}' is not written as ISO 8601, like 'P2DT3H'`);
}

export function checkCycle(text: string): void {
  if (isReadable(() => firstFiring(text, 0))) return;
  throw new Error(
    `The cycle '${text}' does not repeat: it is written as ISO 8601, like 'R3/PT10M', or as cron of six fields`,
  );
}

export function checkPriority(text: string): void {
  if (/^\d+$/.test(text.trim()) && Number(text) <= 100) return;
  throw new Error(`The priority '${text}' is not a whole number from 0 to 100`);
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
