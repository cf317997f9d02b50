import { wordName, wordsOf } from '#domain/circuit/words/form-words.ts';
import { allComponents, type FormSchema } from '../../forms/schema.ts';
import type { CircuitTextsFile } from '../formats/circuit-texts.ts';
import { wordsOfForm } from '../formats/form-schema.ts';

type Words = Record<string, string>;

/**
 * The texts of a circuit after one of its forms was edited. A form holds French words; people read those of the texts:
 * what was renamed, added or removed in the form is renamed, added or removed there. English words follow a renamed
 * field, never a changed sentence: they are then to be read again.
 */
export function textsAfterForm(
  before: FormSchema,
  after: FormSchema,
  texts: { fr: CircuitTextsFile; en: CircuitTextsFile },
  /** Words that other forms of the circuit show too. */
  shared: Words,
): { fr: CircuitTextsFile; en: CircuitTextsFile } {
  const renamed = renamedKeys(before, after);
  const was = wordsOfForm(before);
  const is = wordsOfForm(after);
  const goesOn = (words: Words = {}): Words => {
    const kept: Words = {};
    for (const [key, word] of Object.entries(words)) {
      const now = renamed.get(key);
      if (now !== undefined) kept[now] = word;
      const left = now !== undefined || (was[key] !== undefined && is[key] === undefined);
      if (!left || shared[key] !== undefined) kept[key] = word;
    }
    return kept;
  };
  const fr = goesOn(texts.fr.form);
  const formerKey = new Map([...renamed].map(([former, now]) => [now, former]));
  for (const [key, word] of Object.entries(is)) {
    // A word changed in the form is what the analyst sees: it wins over the former text.
    if (was[formerKey.get(key) ?? key] !== word || fr[key] === undefined) fr[key] = word;
  }
  return { fr: { ...texts.fr, form: fr }, en: { ...texts.en, form: goesOn(texts.en.form) } };
}

/** The new key of each word whose component took another key (« from.label » became « startDate.label »). */
function renamedKeys(before: FormSchema, after: FormSchema): Map<string, string> {
  const renamed = new Map<string, string>();
  const formerly = new Map(allComponents(before.components).map((component) => [component.id, component]));
  for (const component of allComponents(after.components)) {
    const former = formerly.get(component.id);
    if (!former || wordName(former) === wordName(component)) continue;
    const has = wordsOf(component);
    for (const key of Object.keys(wordsOf(former))) {
      const now = wordName(component) + key.slice(wordName(former).length);
      if (has[now] !== undefined) renamed.set(key, now);
    }
  }
  return renamed;
}
