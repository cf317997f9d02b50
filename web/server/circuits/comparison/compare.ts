import { ACT_ENDING, readDocument } from '#domain/act/text/document.ts';
import { actInWords } from '#domain/act/text/in-words.ts';
import { vocabularyOfCircuit } from '#domain/act/text/of-circuit.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { isTextFile } from '#domain/circuit/drafts/draft.ts';
import { diffLines, diffText } from '#domain/circuit/drafts/text-diff.ts';
import { MADE_FROM } from '#domain/circuit/words/translation.ts';
import { attributeChanges, type Comparison, flattened, readJson } from './attributes.ts';
import { compareElements } from './elements.ts';
import { compareForms } from './forms.ts';
import { compareTables } from './tables.ts';

/** The files of a version or of a draft. */
export interface Compared {
  readonly versionId: string | null;
  readonly number: number | null;
  readonly kind: string;
  readonly files: readonly BundleFile[];
}

const decoder = new TextDecoder();

/** What changed from one bundle to another: as an analyst drew it, and line by line. */
export async function compareCircuits(from: Compared, to: Compared): Promise<Comparison> {
  const textIn = ({ files }: Compared, path: string): string | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    return file && decoder.decode(file.content);
  };
  const digests = ({ files }: Compared) => new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const changed = attributeChanges(digests(from), digests(to)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const comparison: Comparison = {
    from: { versionId: from.versionId, number: from.number },
    to: { versionId: to.versionId, number: to.number },
    elements: await compareElements(textIn(from, `${from.kind}.bpmn`) ?? '', textIn(to, `${to.kind}.bpmn`) ?? ''),
    forms: [],
    tables: [],
    acts: [],
    texts: [],
    files: [],
  };
  for (const { name: path, before: had, after: has } of changed) {
    const [before, after] = [textIn(from, path), textIn(to, path)];
    const change = had === null ? ('added' as const) : has === null ? ('removed' as const) : ('changed' as const);
    comparison.files.push({
      path,
      change,
      hunks: isTextFile(path)
        ? diffText(before ?? '', after ?? '').map(({ lines, ...place }) => ({ ...place, lines: [...lines] }))
        : null,
    });
    if (path.endsWith(ACT_ENDING)) {
      const [was, is] = [actLines(from, before), actLines(to, after)];
      if (was && is) comparison.acts.push({ path, change, lines: diffLines(was, is) });
    }
    if (path.endsWith('.form')) comparison.forms.push(...compareForms(path, before, after));
    if (path.endsWith('.dmn')) comparison.tables.push(...(await compareTables(path, before, after)));
    const language = /^texts\.(fr|en)\.json$/.exec(path)?.[1];
    if (language === 'fr' || language === 'en') comparison.texts.push(...compareTexts(language, before, after));
  }
  return comparison;
}

/** The blocks of an act in words; null where its file is no act. Nothing, where there is no file. */
function actLines({ kind, files }: Compared, source: string | undefined): string[] | null {
  if (source === undefined) return [];
  const read = readDocument(source);
  if ('reason' in read) return null;
  const texts = new Map(files.filter(({ path }) => isTextFile(path)).map(({ path, content }) => [path, content]));
  const vocabulary = vocabularyOfCircuit({
    kind,
    paths: [...texts.keys()],
    textOf: (path) => decoder.decode(texts.get(path)),
  });
  return actInWords(read.document, vocabulary);
}

function compareTexts(language: 'fr' | 'en', before?: string, after?: string): Comparison['texts'] {
  return (
    attributeChanges(flattened(readJson(before)), flattened(readJson(after)))
      // Which French an English text was made from says nothing to people.
      .filter(({ name }) => !name.startsWith(`${MADE_FROM}.`))
      .map(({ name: key, before: was, after: is }) => ({
        language,
        key,
        change: was === null ? ('added' as const) : is === null ? ('removed' as const) : ('changed' as const),
        before: was,
        after: is,
      }))
  );
}
