import { APPEAL_DATA } from '#domain/act/legal/appeal.ts';
import { CHIP } from '#domain/act/text/chips.ts';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { MESSAGE_DATA, SUBJECT_DATA } from '#domain/circuit/words/message.ts';
import { CHECK_WORDS, checkWordKey } from '#domain/decision/check-words.ts';
import { allComponents } from '../../forms/schema.ts';
import type { CircuitTextsFile, CircuitWords } from '../formats/circuit-texts.ts';
import { readFormFile, wordsOfForm } from '../formats/form-schema.ts';

export type Group = 'manifest' | 'elements' | 'form' | 'pieces' | 'mails' | 'acts';

/** One text of the circuit, in both languages. */
export interface Entry {
  readonly group: Group;
  /** Where it is in the files: « mails », « reminder », « subject ». */
  readonly at: readonly string[];
  /** What it names, when the diagram or the form says it. */
  readonly context: string;
  readonly fr: string;
  readonly en: string;
  /** Something in the circuit shows it: it must be there. */
  readonly isUsed: boolean;
  readonly isOptional: boolean;
  /** Acts are in French. */
  readonly frenchOnly: boolean;
  /** One paragraph a line. */
  readonly isList: boolean;
  /** Which data it may name; null when none are filled in. */
  readonly data: readonly ActDatum[] | null;
}

export interface CircuitParts {
  /** Ids and names of what is named in the diagram. */
  readonly names: ReadonlyMap<string, string>;
  /** Keys of the messages that steps send. */
  readonly messages: readonly string[];
  /** Whether it calls blocks, whose steps send messages too: which ones is not read here, so that any may be sent. */
  readonly callsBlocks: boolean;
  /** Ids of the forms that file a request: the others are shown at a step. */
  readonly startForms: readonly string[];
  /** Texts of the .form files. */
  readonly forms: readonly string[];
  /** Templates of acts, without their ending. */
  readonly templates: readonly string[];
}

const PLAIN = { isOptional: false, frenchOnly: false, isList: false, data: null };

/** Every text that the circuit needs, then those that nothing uses any more. */
export function entriesOf(words: CircuitWords, parts: CircuitParts): Entry[] {
  const both = (at: readonly string[]) => ({ at, fr: textAt(words.fr, at), en: textAt(words.en, at) });
  const manifest = (['title', 'summary', 'category', 'delay'] as const).map(
    (key): Entry => ({
      ...PLAIN,
      ...both([key]),
      group: 'manifest',
      context: '',
      isUsed: true,
      isOptional: key === 'delay',
    }),
  );
  const schemas = parts.forms.flatMap((text) => readFormFile(text) ?? []);
  const shown: Record<string, string> = Object.assign({}, ...schemas.map(wordsOfForm));
  // What a check asks may be said at any form of a step: where nothing is, it is asked as it always is.
  const asked = schemas
    .filter(({ id }) => id !== undefined && !parts.startForms.includes(id))
    .flatMap(({ id = '' }) => CHECK_WORDS.map((word) => checkWordKey(id, word)));
  const pieces = schemas.flatMap((schema) =>
    allComponents(schema.components).flatMap(({ properties, label }) =>
      properties?.pieceType ? [[properties.pieceType, label ?? ''] as const] : [],
    ),
  );
  const map = (group: 'elements' | 'form' | 'pieces', used: ReadonlyMap<string, string>): Entry[] =>
    keysOf(words, group, [...used.keys()]).map((key) => ({
      ...PLAIN,
      ...both([group, key]),
      group,
      context: used.get(key) ?? '',
      isUsed: used.has(key),
    }));
  return [
    ...manifest,
    ...map('form', new Map(Object.entries(shown))).filter(({ at }) => !asked.includes(at[1] ?? '')),
    ...asked.map(
      (key): Entry => ({
        ...PLAIN,
        ...both(['form', key]),
        group: 'form',
        context: '',
        isUsed: true,
        isOptional: true,
      }),
    ),
    ...map('pieces', new Map(pieces)),
    ...map('elements', parts.names),
    ...keysOf(words, 'mails', parts.messages).flatMap((key) =>
      (['subject', 'body'] as const).map(
        (part): Entry => ({
          ...PLAIN,
          ...both(['mails', key, part]),
          group: 'mails',
          context: '',
          isUsed: parts.callsBlocks || parts.messages.includes(key),
          data: part === 'subject' ? SUBJECT_DATA : MESSAGE_DATA,
        }),
      ),
    ),
    ...keysOf(words, 'acts', parts.templates).flatMap((key) => actEntries(words, key, parts.templates.includes(key))),
  ];
}

const ACT_TEXTS = ['name', 'title', 'legalReferences', 'appeal', 'ampliations'] as const;
const ACT_LISTS: readonly string[] = ['legalReferences', 'appeal', 'ampliations'];

const actEntries = (words: CircuitWords, template: string, isUsed: boolean): Entry[] =>
  ACT_TEXTS.map((part) => ({
    ...PLAIN,
    group: 'acts',
    at: ['acts', template, part],
    context: '',
    fr: textAt(words.fr, ['acts', template, part]),
    en: part === 'name' ? textAt(words.en, ['acts', template, part]) : '',
    isUsed,
    isOptional: part !== 'name' && part !== 'title',
    frenchOnly: true,
    isList: ACT_LISTS.includes(part),
    data: part === 'appeal' ? APPEAL_DATA : null,
  }));

/** Those in use first, in their order, then what is left over in the files. */
function keysOf(words: CircuitWords, group: keyof CircuitTextsFile, used: readonly string[]): string[] {
  const held = [words.fr[group], words.en[group]].flatMap((map) => Object.keys((map as object | undefined) ?? {}));
  return [...new Set([...used, ...held])];
}

/** The text at a place; a list is one paragraph a line. */
export function textAt(texts: CircuitTextsFile, at: readonly string[]): string {
  let value: unknown = texts;
  for (const key of at)
    value = value && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' ? value : '';
}

/** One paragraph a line; empty lines are none. */
export const paragraphsOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** The texts with another one at a place; an empty text leaves it, and what it stood in when that is empty. */
export function textsWith(
  texts: CircuitTextsFile,
  entry: Pick<Entry, 'at' | 'isList'>,
  text: string,
): CircuitTextsFile {
  const value = entry.isList ? paragraphsOf(text) : text;
  return put(texts, entry.at, text === '' ? undefined : value) as CircuitTextsFile;
}

function put(holder: unknown, [key, ...deeper]: readonly string[], value: unknown, isTop = true): object {
  const map = { ...(holder && typeof holder === 'object' ? (holder as Record<string, unknown>) : {}) };
  if (key === undefined) return map;
  const next = deeper.length > 0 ? put(map[key], deeper, value, false) : value;
  // The great maps (« mails », « elements ») stay, even empty: a file of texts must have them.
  const isEmptied = deeper.length > 0 && !isTop && Object.keys(next as object).length === 0;
  if (next === undefined || isEmptied) delete map[key];
  else map[key] = next;
  return map;
}

/** In which languages a text that must be there is not. */
export function missingIn(entry: Entry): ('fr' | 'en')[] {
  if (!entry.isUsed) return [];
  const languages = entry.frenchOnly ? (['fr'] as const) : (['fr', 'en'] as const);
  // A delay that is said in one language must be said in the other.
  if (entry.isOptional && languages.every((language) => entry[language].trim() === '')) return [];
  return languages.filter((language) => entry[language].trim() === '');
}

const namesIn = (text: string): string[] => [...new Set([...text.matchAll(CHIP)].map(([, name]) => name ?? ''))];

/** Data of a text that nothing fills in, and those that the other language names and this one does not. */
export function dataFaults(entry: Entry, language: 'fr' | 'en'): { unknown: string[]; uneven: ActDatum[] } {
  const { data } = entry;
  if (!data || entry[language] === '') return { unknown: [], uneven: [] };
  const here = namesIn(entry[language]);
  const there = namesIn(entry[language === 'fr' ? 'en' : 'fr']);
  return {
    unknown: here.filter((name) => !data.some(({ path }) => path === name)),
    uneven: data.filter(({ path }) => there.includes(path) && !here.includes(path)),
  };
}
