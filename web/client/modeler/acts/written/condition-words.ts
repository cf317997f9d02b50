import type { ActCondition } from '#domain/act/text/document.ts';
import { labelOf } from '#domain/act/text/say.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import type { LanguageCode } from '#web/client/language/language.ts';
import type { EditorWords } from '../../use-editor-words.ts';

/** « si Motif est connu et si Lieu est Domicile »; null where a block is always printed. */
export function conditionInWords(
  when: readonly ActCondition[],
  { vocabulary, words, language }: { vocabulary: readonly ActDatum[]; words: EditorWords; language: LanguageCode },
): string | null {
  if (when.length === 0) return null;
  const each = when.map(({ data, is, value = '' }) => {
    const datum = vocabulary.find(({ path }) => path === data);
    return words(`acts.written.if.${is}`, { datum: datum?.label[language] ?? data, value: labelOf(datum, value) });
  });
  return each.join(words('acts.written.and'));
}
