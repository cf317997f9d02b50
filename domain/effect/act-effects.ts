import type { EntryFacts, KeptValue } from '../situation/entry.ts';
import { factsOf, readChange, type Unread, type ValueSources } from '../situation/read-asked.ts';
import { sayValue } from '../situation/say-value.ts';
import { guaranteeOf, isNamed, type Theme } from '../situation/themes/theme.ts';
import { formerWords } from './former-acts.ts';

/** What an act changes, with the very values that are applied. */
export interface ActEffect {
  /** The name of the theme, as the circuit that drew the page said it. */
  readonly effect: string;
  readonly facts: EntryFacts;
  /** As its page says it; absent from pages drawn before words were kept (former-acts.ts). */
  readonly words?: string;
}

/** Where the effects of a request are read from. */
export interface ActEffectSources extends ValueSources {
  /** As filed: it does not change, so that what the act says before is what is applied after. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Whether its act must say it. */
export const isByAct = (theme: Theme): boolean => guaranteeOf(theme) === 'act';

/** What the act of a request says that it changes, in the order of the circuit's effects. */
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

/** The sentence of a theme, with these values. */
export function sentenceOf({ sentence = '', fields }: Theme, facts: EntryFacts): string {
  const said = (key: string): string =>
    sayValue(fields.find((field) => field.key === key) ?? { type: 'date' }, facts[key]);
  return sentence.replace(/\{(\w+)\}/g, (_whole, key: string) => said(key));
}

/** An effect as the page of an act says it, in French as acts are. */
export const effectInWords = (effect: ActEffect): string => effect.words ?? formerWords(effect);

/** What is about to be applied. */
export interface AppliedEffect {
  readonly theme: Theme;
  readonly facts: EntryFacts;
}

/**
 * The first difference between an effect and what a sealed act says that it changes, a value by its key, or `effect` where the
 * act does not say it at all; null: it is what the act says. What follows from an answer was not said by pages drawn before.
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
