import type { EntryFacts, KeptValue } from '../situation/entry.ts';
import { factsOf, readChange, type Unread, type ValueSources } from '../situation/read-asked.ts';
import { sayValue } from '../situation/say-value.ts';
import { guaranteeOf, isNamed, type Theme } from '../situation/themes/theme.ts';
import { formerWords } from './former-acts.ts';

/** An effect that an act states, with the very values that are applied. */
export interface ActEffect {
  /** The name of the theme in the circuit that rendered the page. */
  readonly effect: string;
  readonly facts: EntryFacts;
  /**
   * Its words on the page; absent from pages rendered before words were stored (former-acts.ts).
   */
  readonly words?: string;
}

/** The sources of a request's effects. */
export interface ActEffectSources extends ValueSources {
  /**
   * The request as filed: it does not change, so that what the act states before is what is applied
   * after.
   */
  readonly data: Readonly<Record<string, unknown>>;
}

/** True if the act must state the change of this theme. */
export const isByAct = (theme: Theme): boolean => guaranteeOf(theme) === 'act';

/**
 * Reads the effects that the act of a request states, in the order of the circuit's effects; or the
 * value that cannot be applied.
 */
export async function readActEffects(
  themes: readonly Theme[],
  { data, ...sources }: ActEffectSources,
): Promise<{ readonly effects: ActEffect[] } | Unread> {
  const effects: ActEffect[] = [];
  for (const theme of themes.filter(isByAct)) {
    const read = await readChange(theme, data, sources);
    if ('wrong' in read) return read;
    const facts = factsOf(read);
    effects.push({ effect: theme.name, facts, words: sentenceOf(theme, facts) });
  }
  return { effects };
}

/** Writes the sentence of a theme with these values. */
export function sentenceOf({ sentence = '', fields }: Theme, facts: EntryFacts): string {
  const said = (key: string): string =>
    sayValue(fields.find((field) => field.key === key) ?? { type: 'date' }, facts[key]);
  return sentence.replace(/\{(\w+)\}/g, (_whole, key: string) => said(key));
}

/** Returns an effect in the words of the act's page, in French. */
export const effectInWords = (effect: ActEffect): string => effect.words ?? formerWords(effect);

/** An effect about to be applied. */
export interface AppliedEffect {
  readonly theme: Theme;
  readonly facts: EntryFacts;
}

/**
 * Returns the first difference between an effect and what a sealed act states: the key of a value,
 * or `effect` if the act does not state it at all; null: they agree. Older pages did not state the
 * values derived from a choice: a missing one is no difference.
 */
export function differsFromAct(said: readonly ActEffect[], { theme, facts }: AppliedEffect): string | null {
  const same = said.find(({ effect }) => isNamed(theme, effect));
  if (same === undefined) return 'effect';
  const differs = Object.entries(same.facts).find(([key, value]) => !isSame(facts[key], value));
  if (differs !== undefined) return differs[0];
  const follows = new Set(theme.fields.filter(({ source }) => source === 'choice').map(({ key }) => key));
  return Object.keys(facts).every((key) => key in same.facts || follows.has(key)) ? null : 'effect';
}

const isSame = (one: KeptValue | undefined, other: KeptValue): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
