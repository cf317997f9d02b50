import { parseUnaryTests, unaryTest } from '@bpmn-io/feelin';
import { FaultyExpression } from './faulty-expression.ts';
import { type Lookup, refuseUnreadable } from './feel.ts';
import { functionsIn, NAMES, setEvaluationTime } from './functions.ts';
import { instrument } from './instrument.ts';
import { isPlain } from './plain.ts';
import { resetTurns } from './size-limits.ts';
import { runLimited } from './time-limit.ts';
import { unreadable } from './unreadable.ts';

/** A cell of a decision table: does the input pass? */
export interface UnaryTests {
  readonly text: string;
  test(input: unknown, lookup: Lookup, now: number): boolean;
}

const ANY: UnaryTests = { text: '-', test: () => true };
const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const COMPARISON = new RegExp(`^(<=|>=|<|>)\\s*(${NUMBER})$`);
const TEXTS = /^"[^"\\]*"(\s*,\s*"[^"\\]*")*$/;

/** Compiles a cell. The commonest ones (texts, a number, a comparison) need no interpreter. */
export function compileUnaryTests(text: string): UnaryTests {
  const cell = text.trim();
  if (cell === '' || cell === '-') return ANY;
  if (TEXTS.test(cell)) {
    const allowed = new Set([...cell.matchAll(/"([^"\\]*)"/g)].map((match) => match[1]));
    return { text: cell, test: (input) => typeof input === 'string' && allowed.has(input) };
  }
  if (new RegExp(`^${NUMBER}$`).test(cell)) return { text: cell, test: (input) => input === Number(cell) };
  if (cell === 'true' || cell === 'false') return { text: cell, test: (input) => input === (cell === 'true') };
  const comparison = COMPARISON.exec(cell);
  if (comparison !== null) return { text: cell, test: comparer(comparison[1] as string, Number(comparison[2])) };
  return interpreted(cell);
}

function comparer(operator: string, limit: number): UnaryTests['test'] {
  return (input) => {
    if (typeof input !== 'number') return false;
    switch (operator) {
      case '<':
        return input < limit;
      case '<=':
        return input <= limit;
      case '>':
        return input > limit;
      default:
        return input >= limit;
    }
  };
}

function interpreted(cell: string): UnaryTests {
  const names = new Set<string>();
  let counted = cell;
  try {
    refuseUnreadable(cell);
    const tree = parseUnaryTests(cell, NAMES, 'camunda');
    tree.iterate({
      enter(node) {
        if (node.type.isError) throw unreadable('unary-test-unreadable-at', { text: cell, position: node.from + 1 });
        if (node.name === 'VariableName') names.add(cell.slice(node.from, node.to).replaceAll('`', ''));
      },
    });
    counted = instrument(cell, tree);
  } catch (error) {
    if (error instanceof FaultyExpression) throw error;
    throw unreadable('unary-test-unreadable-because', { text: cell, reason: (error as Error).message });
  }
  const functions = functionsIn(counted);
  const plain = isPlain(cell);
  return {
    text: cell,
    test(input, lookup, now) {
      const context: Record<string, unknown> = { ...functions, '?': input };
      for (const name of names) {
        const value = lookup(name);
        if (value !== undefined) context[name] = value;
      }
      resetTurns();
      setEvaluationTime(now);
      const run = () => unaryTest(counted, context, 'camunda').value === true;
      try {
        return plain ? run() : runLimited(cell, run);
      } catch (error) {
        if (error instanceof FaultyExpression) throw error;
        throw new FaultyExpression(`Cannot evaluate the unary test '${cell}': ${(error as Error).message}`);
      }
    },
  };
}
