import { ACT_ENDING, type ActDocument, readDocument } from '../../../domain/act/text/document.ts';
import { vocabularyOfCircuit } from '../../../domain/act/text/of-circuit.ts';
import type { ActDatum } from '../../../domain/act/text/vocabulary.ts';
import { type Bundle, textOf } from './bundle.ts';

/** The files that an act may be written in: as text, which goes first, or in Typst. */
export const actFiles = (template: string): readonly string[] => [`${template}${ACT_ENDING}`, `${template}.typ`];

/** The file that an act of a circuit is written in; undefined: none. */
export const actFileOf = ({ files }: Bundle, template: string): string | undefined =>
  actFiles(template).find((name) => files.some(({ path }) => path === name));

/** An act of a circuit as its file holds it; `reason` where that is no text of an act. */
export type BundledAct = { readonly file: string } & (
  | { readonly typst: string }
  | { readonly document: ActDocument; readonly vocabulary: readonly ActDatum[] }
  | { readonly reason: string }
);

export function readAct(bundle: Bundle, template: string): BundledAct | undefined {
  const file = actFileOf(bundle, template);
  const source = file && textOf(bundle, file);
  if (file === undefined || source === undefined) return undefined;
  if (file.endsWith('.typ')) return { file, typst: source };
  const read = readDocument(source);
  return 'reason' in read ? { file, ...read } : { file, ...read, vocabulary: actVocabulary(bundle) };
}

/** What the acts of a circuit can name. */
export const actVocabulary = (bundle: Bundle): readonly ActDatum[] =>
  vocabularyOfCircuit({
    kind: bundle.kind,
    paths: bundle.files.map(({ path }) => path),
    textOf: (path) => textOf(bundle, path),
  });
