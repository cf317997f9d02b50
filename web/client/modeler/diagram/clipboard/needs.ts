import { blockOfAny, processOfBlock } from '#domain/circuit/blocks/block.ts';
import { calledAs, type TextFile } from '#domain/circuit/drafts/taken-file.ts';
import type { Changes } from '../../draft/draft-store.ts';
import { type CircuitTextsFile, readTextsFile, textsPath, writeTextsFile } from '../../formats/circuit-texts.ts';
import { isRecord } from '../../formats/read-json.ts';

/** What copied elements need of the draft that they come from: the files that they name, and their words in each language. */
export interface Needs {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly words: Readonly<Record<'fr' | 'en', Pick<CircuitTextsFile, 'elements' | 'mails'>>>;
}

/** What pasted elements brought into another draft. */
export interface Brought {
  readonly changes: Changes;
  /** The files that were missing there, and how many messages were. */
  readonly files: readonly string[];
  readonly messages: number;
}

const LANGUAGES = ['fr', 'en'] as const;
/** An act, as text or in Typst: a step names it without its ending. */
const TEMPLATE = /\.(?:typ|act\.json)$/;

/**
 * What copied elements need: whatever form, table or template of their draft a text of theirs names, the messages that one names,
 * and the names that the elements have.
 * @param tree the elements as they are copied, as JSON has them
 */
export function needsOf(tree: unknown, files: readonly TextFile[]): Needs {
  const named = textsIn(tree);
  const isNamed = (file: TextFile): boolean =>
    calledAs(file).some((name) => named.has(name)) ||
    (TEMPLATE.test(file.path) && named.has(file.path.replace(TEMPLATE, '')));
  const wordsIn = (language: 'fr' | 'en') => {
    const texts = readTextsFile(files.find(({ path }) => path === textsPath(language))?.text ?? null);
    const only = <Word>(words: Readonly<Record<string, Word>> = {}) =>
      Object.fromEntries(Object.entries(words).filter(([key]) => named.has(key)));
    return { elements: only(texts?.elements), mails: only(texts?.mails) };
  };
  return {
    files: files.flatMap((file) => (file.text !== null && isNamed(file) ? [{ path: file.path, text: file.text }] : [])),
    words: { fr: wordsIn('fr'), en: wordsIn('en') },
  };
}

/** Every text of some elements; a list of several, each by itself. */
function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const text of [value, ...value.split(',')]) found.add(text.trim());
  else if (Array.isArray(value)) for (const one of value) textsIn(one, found);
  else if (isRecord(value)) for (const one of Object.values(value)) textsIn(one, found);
  return found;
}

/**
 * Brings what pasted elements need and their new draft has not: what is called the same there stays as it is there.
 * @param ids the new id of each element, by the one that it was copied under
 */
export function bring(needs: Needs, ids: ReadonlyMap<string, string>, files: readonly TextFile[]): Brought {
  const changes: Record<string, string> = {};
  const called = new Set(files.flatMap(calledAs));
  const paths = new Set(files.map(({ path }) => path));
  const missing = needs.files.filter(
    (file) => !(TEMPLATE.test(file.path) ? paths.has(file.path) : calledAs(file).some((name) => called.has(name))),
  );
  for (const { path, text } of missing) changes[freePath(path, paths)] = text;
  let messages = 0;
  for (const language of LANGUAGES) {
    const path = textsPath(language);
    const texts = readTextsFile(files.find((file) => file.path === path)?.text ?? null);
    if (texts === null) continue;
    const mails = Object.entries(needs.words[language].mails ?? {}).filter(([key]) => texts.mails?.[key] === undefined);
    const elements = Object.entries(needs.words[language].elements ?? {}).flatMap(([id, word]) => {
      const now = ids.get(id);
      return now === undefined ? [] : [[now, word] as const];
    });
    messages = Math.max(messages, mails.length);
    if (mails.length + elements.length === 0) continue;
    changes[path] = writeTextsFile({
      ...texts,
      elements: { ...texts.elements, ...Object.fromEntries(elements) },
      mails: { ...texts.mails, ...Object.fromEntries(mails) },
    });
  }
  return {
    changes,
    files: Object.keys(changes).filter((path) => !LANGUAGES.some((one) => textsPath(one) === path)),
    messages,
  };
}

/** « visa.form », or « visa-2.form » where another one has the name. */
function freePath(path: string, taken: ReadonlySet<string>): string {
  const dot = path.lastIndexOf('.');
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? path : `${path.slice(0, dot)}-${number}${path.slice(dot)}`;
    if (!taken.has(free)) return free;
  }
}

/** The process that a pasted call calls: the same block, as its new diagram names it (null: of a block, which names it as it is). */
export function calledHere(processId: string, kind: string | null): string {
  const block = blockOfAny(processId);
  return kind === null ? block : processOfBlock(kind, block);
}
