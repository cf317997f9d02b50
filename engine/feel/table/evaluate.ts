import { beginCommand } from '../../expressions/begin-command.ts';
import { compileFeel, compileUnaryTests } from '../index.ts';
import { toJson } from '../json.ts';
import { isExact } from '../number.ts';
import type { Value, Variables } from './row.ts';

/** Where the clock stands. */
const NOW = Date.UTC(2026, 1, 10, 8, 30);

export const startCommand = beginCommand;

/** What an expression gives, as a variable would hold it; why, when it gives nothing. */
export function evaluate(text: string, variables: Variables): unknown {
  return orFault(() => shown(toJson(compileFeel(text).evaluate((name) => inside(variables[name]), NOW).value)));
}

/** Whether a cell of a decision table lets an input pass. */
export function passes(cell: string, input: Value, variables: Variables): unknown {
  return orFault(() => compileUnaryTests(cell).test(inside(input), (name) => inside(variables[name]), NOW));
}

export function isRefused(text: string): boolean {
  try {
    compileFeel(text);
    return false;
  } catch {
    return true;
  }
}

function orFault(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `FAULT ${(error as Error).message}`;
  }
}

/** A variable as the evaluator takes it. */
function inside(value: Value | undefined): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== 'object' || value === null) return value;
  if ('digits' in value) return compileFeel(String(value.digits)).evaluate(() => undefined, NOW).value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inside(one)]));
}

/** Numbers that JavaScript does not hold, by their digits. */
function shown(value: unknown): unknown {
  if (isExact(value)) return { digits: value.toString() };
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]));
}
