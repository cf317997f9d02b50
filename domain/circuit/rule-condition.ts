import { readCondition, type Test, writeCondition } from './condition.ts';

/**
 * A rule of a field, of what must hold. One that compares with a day or a number left empty must refuse nothing: put in order,
 * they have no answer then; « the same day » would have one, no, hence « neither before nor after ».
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

/** What must hold by a rule; null for one that says something else: it is kept as it is. */
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
