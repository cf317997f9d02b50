import { readFile } from 'node:fs/promises';
import type { ActData } from '../../domain/act/act.ts';
import { printableIn } from '../../domain/act/printable.ts';
import { composeAct } from '../../domain/act/text/compose.ts';
import type { ActDocument } from '../../domain/act/text/document.ts';
import type { ActDatum } from '../../domain/act/text/vocabulary.ts';

/** How an act is written in its circuit: a template in Typst, or a text, with what it can name. */
export type ActSource =
  | { readonly typst: string }
  | { readonly document: ActDocument; readonly vocabulary: readonly ActDatum[] };

/** The one template that typesets texts. */
const WRITTEN = new URL('./typst/written.typ', import.meta.url);
let written: Promise<string> | undefined;

/** What is drawn, and from what; or the paths of the data that the text prints and that nobody knows. */
export async function drawnFrom(
  source: ActSource,
  data: ActData,
): Promise<{ readonly template: string; readonly data: ActData } | { readonly missing: readonly string[] }> {
  if ('typst' in source) return { template: source.typst, data };
  const composed = composeAct(source.document, source.vocabulary, data);
  if ('missing' in composed) return composed;
  written ??= readFile(WRITTEN, 'utf8');
  return { template: await written, data: { ...data, text: printableIn(composed.text) } };
}
