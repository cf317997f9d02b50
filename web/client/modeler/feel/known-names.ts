import { quoted } from '#domain/circuit/condition.ts';
import { OUTCOMES } from '#domain/decision/decision.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import type { LanguageCode } from '../../language/language.ts';
import type { OfferedName, OfferedValue } from './offered-names.ts';

const BOOLEANS: readonly OfferedValue[] = ['true', 'false'].map((value) => ({ written: value, label: null }));

/**
 * The names that the portal knows in a diagram, as editors offer them.
 * @param sayOutcome what an outcome of a person's step is called on screen
 */
export function offeredOf(
  names: readonly KnownName[],
  language: LanguageCode,
  sayOutcome: (outcome: (typeof OUTCOMES)[number]) => string,
): OfferedName[] {
  const labelOf = (value: string): string | null => {
    const outcome = OUTCOMES.find((one) => one === value);
    return outcome === undefined ? null : sayOutcome(outcome);
  };
  return names.map(({ name, label, kind, values = [] }) => ({
    name,
    label: label?.[language] ?? null,
    values:
      kind === 'boolean'
        ? BOOLEANS
        : values.map((one) => ({
            written: kind === 'text' ? quoted(one.value) : one.value,
            label: one.label?.[language] ?? labelOf(one.value),
          })),
  }));
}
