import type { Bilingual } from '../../bilingual.ts';
import { diagramOf } from '../blocks/part.ts';
import type { NewKind } from './kind-model.ts';
import { renamed, type TextFiles } from './renamed.ts';

/**
 * Copies the files of a kind for a new one: under its own names, with its own title, and its own
 * category if given; the rest is kept.
 */
export function begunFromKind(
  files: TextFiles,
  from: string,
  { kind, title, category }: Omit<NewKind, 'category'> & { readonly category: Bilingual | null },
): TextFiles {
  const begun = renamed(files, from, kind);
  const diagram = begun.get(diagramOf(kind));
  if (diagram !== undefined) begun.set(diagramOf(kind), named(diagram, title.fr));
  for (const language of ['fr', 'en'] as const) {
    const path = `texts.${language}.json`;
    const texts = objectIn(begun.get(path));
    const said = { title: title[language], ...(category && { category: category[language] }) };
    if (texts !== null) begun.set(path, `${JSON.stringify({ ...texts, ...said }, null, 2)}\n`);
  }
  return begun;
}

/** Gives the process another name. */
const named = (xml: string, title: string): string =>
  xml.replace(/<(?:\w+:)?process\b[^>]*>/, (tag) => {
    const name = ` name="${title.replace(/[&<>"]/g, (one) => `&#${one.codePointAt(0)};`)}"`;
    return /\sname="[^"]*"/.test(tag)
      ? tag.replace(/\sname="[^"]*"/, () => name)
      : tag.replace(/\s*\/?>$/, (end) => name + end);
  });

function objectIn(text: string | undefined): object | null {
  try {
    const read: unknown = JSON.parse(text ?? 'null');
    return typeof read === 'object' && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
