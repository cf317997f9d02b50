import { ACT_ENDING } from '#domain/act/text/document.ts';
import { type CircuitTextsFile, readTextsFile, textsPath } from '../formats/circuit-texts.ts';
import { type Drawn, filesOf, textOf } from '../formats/sources.ts';
import { partsOf } from '../texts/circuit-parts.ts';
import { type Entry, entriesOf } from '../texts/entries.ts';
import { type RowName, rowName } from '../texts/row-name.ts';
import type { EditorWords } from '../use-editor-words.ts';

type Circuit = Pick<Drawn, 'kind' | 'files'>;

/** What a circuit says in both languages, with the French that names it. Needs a browser. */
export function textsIn(circuit: Circuit): { french: CircuitTextsFile; entries: readonly Entry[] } {
  const [fr, en] = (['fr', 'en'] as const).map((language) => readTextsFile(textOf(circuit, textsPath(language))) ?? {});
  const own = ['.bpmn', '.form', '.typ', ACT_ENDING].flatMap((ending) => filesOf(circuit, ending));
  return { french: fr ?? {}, entries: entriesOf({ fr: fr ?? {}, en: en ?? {} }, partsOf(own, circuit.kind)) };
}

export interface ChangedText {
  readonly key: string;
  readonly called: RowName;
  readonly language: 'fr' | 'en';
  /** Null: it was not said. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The texts that changed in either language, by the names that people have for them. Needs a browser. */
export function changedTexts(before: Circuit | null, after: Circuit, words: EditorWords): ChangedText[] {
  const is = textsIn(after);
  const was = before ? textsIn(before) : { french: {}, entries: [] };
  const keyOf = ({ at }: Entry): string => JSON.stringify(at);
  const [former, latter] = [was, is].map(({ entries }) => new Map(entries.map((entry) => [keyOf(entry), entry])));
  const left = was.entries.filter((entry) => !latter?.has(keyOf(entry)));
  return [...is.entries, ...left].flatMap((entry) =>
    (['fr', 'en'] as const).flatMap((language): ChangedText[] => {
      const key = keyOf(entry);
      const [had, has] = [former?.get(key)?.[language] || null, latter?.get(key)?.[language] || null];
      if (had === has) return [];
      const called = rowName(entry, latter?.has(key) ? is.french : was.french, words);
      return [{ ...{ key: `${language} ${key}`, called, language }, before: had, after: has }];
    }),
  );
}
