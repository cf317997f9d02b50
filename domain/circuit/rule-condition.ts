import { readCondition, type Test, writeCondition } from './condition.ts';

/**
 * Writes a rule of a field, from what must hold. A comparison with an empty day or number must
 * refuse nothing: an order comparison has no answer then; « the same day » would answer no, hence «
 * neither before nor after ».
 */
export const writeRule = (tests: readonly Test[]): string =>
  writeCondition(
    tests.flatMap((test): Test[] =>
      isEquality(test)
        ? [
            { ...test, is: '>=' },
            { ...test, is: '<=' },
          ]
        : [test],
    ),
  );

/** Parses what must hold by a rule; null for any other rule, which is kept as it is. */
export function readRule(feel: string): Test[] | null {
  const tests: Test[] = [];
  for (const test of readCondition(feel) ?? [null]) {
    if (test === null) return null;
    const former = tests.at(-1);
    const same = former?.is === '>=' && test.is === '<=' ? ({ ...test, is: '=' } as Test) : null;
    if (same && isEquality(same) && JSON.stringify({ ...former, is: '=' }) === JSON.stringify(same))
      tests.splice(-1, 1, same);
    else tests.push(test);
  }
  return tests;
}

const isEquality = (test: Test): test is Extract<Test, { readonly number: number } | { readonly day: object }> =>
  test.is === '=' && ('day' in test || 'number' in test);
