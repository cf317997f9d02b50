import { placeOf } from '../../../domain/circuit/block.ts';
import type { CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import type { ErrorParams } from '../../../domain/errors.ts';
import { comparisonsOf } from './conditions.ts';
import type { Drawing, Place } from './drawing.ts';
import type { Variables } from './variables.ts';

/** What a person's step can end in. */
export interface Outcomes {
  /** As it is called there. */
  offered(place: Place): readonly string[];
  /** However it is called. */
  possible(place: Place): readonly string[];
}

/**
 * What a step ends in is one of the outcomes that it declares: a condition that compares it with another text never holds,
 * and the way behind it is never taken. So is it of what a table answers in the portal, and of what a block gives back; the block itself has ways for all its calls.
 */
export function checkOutcomes(
  { places }: Drawing,
  variables: Variables,
  { offered, possible }: Outcomes,
  report: (elementId: string, code: CircuitFaultCode, params: ErrorParams) => void,
): void {
  /** The texts that a variable can hold; null when it can hold anything. */
  const textsOf = (name: string, outcomesOf: Outcomes['offered'], passed: readonly string[] = []): string[] | null => {
    const givers = passed.includes(name) ? [] : (variables.givers.get(name) ?? []);
    const given = givers.map(({ place, gives }) => {
      if (gives === 'outcome') return [...outcomesOf(places.get(place) as Place)];
      if (typeof gives !== 'object') return null;
      if ('oneOf' in gives) return [...gives.oneOf];
      return 'text' in gives ? [gives.text] : textsOf(gives.copies, outcomesOf, [...passed, name]);
    });
    return given.every((texts) => texts !== null) ? [...new Set(given.flat())] : null;
  };

  for (const { path, flows } of places.values())
    for (const { id, condition } of flows)
      for (const { name, text } of condition === null ? [] : comparisonsOf(condition)) {
        const texts = textsOf(placeOf(path, name), path === '' ? offered : possible);
        // Without any giver it is a variable that nobody gives: that is said where expressions are checked.
        if (texts === null || texts.length === 0 || texts.includes(text)) continue;
        report(id, 'condition-never', { name, text, texts: texts.join(', ') });
      }
}
