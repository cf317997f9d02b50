import { readFile } from 'node:fs/promises';
import type { ActData } from '#domain/act/act.ts';
import { citedIn } from '#domain/act/legal/legal-texts.ts';
import { composeAct } from '#domain/act/text/compose.ts';
import type { ActDocument } from '#domain/act/text/document.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { printableIn } from '#domain/formats/printable.ts';
import type { ActRenderer, SharedFiles } from '../typst/render.ts';

/** How an act is written in its circuit: a template in Typst, or a text, with what it can name. */
export type ActSource =
  | { readonly typst: string }
  | { readonly document: ActDocument; readonly vocabulary: readonly ActDatum[] };

/** An act without the visas of texts that are not in force, and what it still says of them: nothing, for it to be signed. */
export function inForce(
  source: ActSource,
  data: ActData,
  ended: readonly string[],
): { readonly source: ActSource; readonly data: ActData; readonly cited: readonly string[] } {
  if (ended.length === 0) return { source, data, cited: [] };
  const isKept = (words: string): boolean => citedIn(words, ended).length === 0;
  const kept =
    'typst' in source
      ? source
      : {
          ...source,
          document: {
            ...source.document,
            blocks: source.document.blocks.filter(({ is, text }) => is !== 'visa' || isKept(text)),
          },
        };
  const said = 'typst' in kept ? [kept.typst] : kept.document.blocks.map(({ text }) => text);
  return {
    source: kept,
    data: { ...data, legalReferences: data.legalReferences.filter(isKept) },
    cited: citedIn([...said, ...(data.powers ?? [])].join('\n'), ended),
  };
}

/** The one template that typesets texts. */
const WRITTEN = new URL('../typst/written.typ', import.meta.url);
let written: Promise<string> | undefined;

/**
 * What is drawn, and from what; or the paths of the data that the text prints and that nobody knows. The visas that the act begins
 * with are taken out of its text: the portal draws them with those of the power to sign among them (domain/act/legal/visas.ts).
 */
export async function drawnFrom(
  source: ActSource,
  data: ActData,
  { renderer, shared }: { readonly renderer: Pick<ActRenderer, 'visas'>; readonly shared?: SharedFiles },
): Promise<{ readonly template: string; readonly data: ActData } | { readonly missing: readonly string[] }> {
  if ('typst' in source) {
    const template = source.typst;
    const visas = data.powers?.length ? await renderer.visas({ template, data, ...(shared && { shared }) }) : null;
    return { template, data: visas === null ? data : { ...data, visas: printableIn(visas) } };
  }
  const composed = composeAct(source.document, source.vocabulary, data);
  if ('missing' in composed) return composed;
  written ??= readFile(WRITTEN, 'utf8');
  const text = printableIn(composed.text);
  const end = text.findIndex(({ is }) => is !== 'visa');
  const visas = text.slice(0, end < 0 ? text.length : end);
  return {
    template: await written,
    data: { ...data, visas: visas.map((visa) => visa.text), text: text.slice(visas.length) },
  };
}
