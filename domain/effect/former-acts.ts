import type { EntryFacts } from '../situation/entry.ts';
import { sayValue } from '../situation/say-value.ts';

/** Words of effects on the pages of acts from before words were stored with them, by effect. */
const SENTENCES: Readonly<Record<string, (facts: EntryFacts) => string>> = {
  'work-time': ({ quota, from, until }) => {
    const fraction = { 80: '6/7', 90: '32/35' }[Number(quota)] ?? `${quota}/100`;
    const pay = [50, 60, 70, 80, 90].includes(Number(quota))
      ? `, rémunération de ${sayValue({ type: 'fraction' }, fraction)} d'un temps plein`
      : '';
    return `Temps partiel : quotité de ${quota}\u00a0%${pay}, du ${sayValue({ type: 'date' }, from)} au ${sayValue({ type: 'date' }, until)} inclus.`;
  },
  echelon: ({ grade, echelon, index, from }) =>
    `Échelon : ${sayValue({ type: 'echelon' }, echelon)} échelon du grade ${sayValue({ type: 'grade' }, grade)}, indice majoré ${index}, à compter du ${sayValue({ type: 'date' }, from)}.`,
};

/** Returns the words of an effect on a page rendered before words were stored. */
export const formerWords = ({ effect, facts }: { readonly effect: string; readonly facts: EntryFacts }): string =>
  SENTENCES[effect]?.(facts) ?? effect;
