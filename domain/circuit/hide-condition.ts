import { readCondition, type Test, writeCondition } from './condition.ts';

/**
 * Writes when form-js hides a component (`conditional.hide`), from what must hold for it to be
 * shown: « =way != "in-person" » of « way is "in-person" ». An unanswered question hides it:
 * form-js treats a « hide » without an answer as true, and « not » of it gives no answer either,
 * hence « != true ».
 */
export function writeHide(shown: readonly Test[]): string {
  const [only] = shown;
  const opposite = shown.length === 1 && only ? oppositeOf(only) : null;
  return opposite === null ? `=(${writeCondition(shown).slice(1)}) != true` : writeCondition([opposite]);
}

/**
 * Parses what must hold for a component to be shown; null for any other condition, which is kept as
 * it is.
 */
export function readHide(feel: string): Test[] | null {
  const [, shown] = /^\s*=\s*\((.*)\)\s*!=\s*true\s*$/s.exec(feel) ?? [];
  if (shown !== undefined) return readCondition(shown);
  const [only, ...others] = readCondition(feel) ?? [];
  const opposite = only && others.length === 0 ? oppositeOf(only) : null;
  return opposite === null ? null : [opposite];
}

/** What holds whenever a test does not, also of what was never given; null where no other test says so. */
function oppositeOf(test: Test): Test | null {
  if ('number' in test || 'other' in test || 'day' in test) return null;
  switch (test.is) {
    case 'given':
      return { ...test, is: 'absent' };
    case 'absent':
      return { ...test, is: 'given' };
    case 'filled':
      return { ...test, is: 'empty' };
    case 'empty':
      return { ...test, is: 'filled' };
    case 'text':
      return { ...test, is: 'other-text' };
    case 'other-text':
      return { ...test, is: 'text' };
    case 'one-of':
    case 'yes':
    case 'no':
      return null;
  }
}
