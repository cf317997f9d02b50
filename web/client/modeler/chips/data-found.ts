import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { words } from '#domain/formats/words.ts';

/**
 * The data whose names hold all the words that were typed, the likeliest first: the name itself, then one that begins
 * with what was typed, then one of which another word does, then one that holds it anywhere.
 */
export function dataFound(
  data: readonly ActDatum[],
  typed: string,
  nameOf: (datum: ActDatum) => string,
): readonly ActDatum[] {
  const wanted = words(typed);
  const text = wanted.join(' ');
  const rankOf = (name: string): number => {
    const found = [name === ` ${text} `, name.startsWith(` ${text} `), name.startsWith(` ${text}`)];
    return [...found, name.includes(` ${text}`), true].indexOf(true);
  };
  return data
    .map((datum) => ({ datum, name: ` ${words(nameOf(datum)).join(' ')} ` }))
    .filter(({ name }) => wanted.every((word) => name.includes(word)))
    .toSorted((one, other) => rankOf(one.name) - rankOf(other.name))
    .map(({ datum }) => datum);
}
