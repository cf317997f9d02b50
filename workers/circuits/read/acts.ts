import { ACT_ENDING, type ActDocument, readDocument } from '#domain/act/text/document.ts';
import { vocabularyOfCircuit } from '#domain/act/text/of-circuit.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { type Bundle, textOf } from './bundle.ts';

/** The files that an act may be written in: as text, which goes first, or in Typst. */
export const actFiles = (template: string): readonly string[] => [`${template}${ACT_ENDING}`, `${template}.typ`];

/** The files of a circuit, of a bundle or of a version. */
type CircuitFiles = Pick<Bundle, 'kind' | 'files'>;

/** The file that an act of a circuit is written in; undefined: none. */
export const actFileOf = ({ files }: CircuitFiles, template: string): string | undefined =>
  actFiles(template).find((name) => files.some(({ path }) => path === name));

/** An act of a circuit as its file holds it; `reason` where that is no text of an act. */
export type BundledAct = { readonly file: string } & (
  | { readonly typst: string }
  | { readonly document: ActDocument; readonly vocabulary: readonly ActDatum[] }
  | { readonly reason: string }
);

export function readAct(bundle: CircuitFiles, template: string): BundledAct | undefined {
  const file = actFileOf(bundle, template);
  const source = file && textOf(bundle, file);
  if (file === undefined || source === undefined) return undefined;
  if (file.endsWith('.typ')) return { file, typst: source };
  const read = readDocument(source);
  if ('reason' in read) return { file, ...read };
  const vocabulary = vocabularyOfCircuit({
    kind: bundle.kind,
    paths: bundle.files.map(({ path }) => path),
    textOf: (path) => textOf(bundle, path),
  });
  return { file, ...read, vocabulary };
}
