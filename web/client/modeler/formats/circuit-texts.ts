import { MADE_FROM, madeFrom } from '#domain/circuit/words/translation.ts';

/** The words of a circuit in one language, as an analyst's file may hold them: anything may still be missing. */
export interface CircuitTextsFile {
  title?: string;
  summary?: string;
  category?: string;
  delay?: string;
  pieces?: Record<string, string>;
  elements?: Record<string, string>;
  form?: Record<string, string>;
  mails?: Record<string, { subject?: string; body?: string }>;
  acts?: Record<string, Record<string, unknown>>;
  [other: string]: unknown;
}

export type CircuitWords = Record<'fr' | 'en', CircuitTextsFile>;

/** Where the words of a language are. */
export const textsPath = (language: 'fr' | 'en'): string => `texts.${language}.json`;

/** Reads a file of texts; null when it is there and is no such file. */
export function readTextsFile(text: string | null): CircuitTextsFile | null {
  if (text === null || text.trim() === '') return {};
  try {
    const read: unknown = JSON.parse(text);
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as CircuitTextsFile) : null;
  } catch {
    return null;
  }
}

/**
 * The files of texts once some words were edited, those that change: which French each English text was made from goes along
 * (domain/circuit/words/translation.ts). A language whose file cannot be read is left as it is.
 */
export function textsEdited(
  textOf: (path: string) => string | null,
  edited: Partial<CircuitWords>,
): { path: string; text: string }[] {
  const before = { fr: readTextsFile(textOf(textsPath('fr'))), en: readTextsFile(textOf(textsPath('en'))) };
  const { fr = before.fr, en = before.en } = edited;
  const after = { fr, en };
  if (before.fr && before.en && fr && en) {
    const digests = madeFrom({ fr: before.fr, en: before.en }, { fr, en });
    const isAny = Object.keys(digests).length > 0 || en[MADE_FROM] !== undefined;
    if (isAny) after.en = { ...en, [MADE_FROM]: Object.keys(digests).length > 0 ? digests : undefined };
  }
  return (['fr', 'en'] as const).flatMap((language) => {
    const [path, words] = [textsPath(language), after[language]];
    const text = words && words !== before[language] ? writeTextsFile(words) : null;
    return text === null || text === textOf(path) ? [] : [{ path, text }];
  });
}

/** « Demande {number} : nouveau dépôt » as people call it: which number it will be, nobody knows yet. */
export const subjectInWords = (subject: string | undefined): string =>
  (subject ?? '').trim().replace(/\{[^{}]*\}/g, '…');

type Message = NonNullable<CircuitTextsFile['mails']>[string];

/** The texts of a circuit with a message that begins with these words; as they are where it is worded, were it in one language. */
export function withMessage(
  texts: CircuitWords,
  key: string,
  begun: Readonly<Record<'fr' | 'en', Message>>,
): CircuitWords {
  const { fr, en } = texts;
  if (fr.mails?.[key] || en.mails?.[key]) return texts;
  const beginning = (language: 'fr' | 'en'): CircuitTextsFile => ({
    ...texts[language],
    mails: { ...texts[language].mails, [key]: begun[language] },
  });
  return { fr: beginning('fr'), en: beginning('en') };
}

const LINE = 120;

/** A file of texts as the house writes it: short lists of sentences on one line. */
export const writeTextsFile = (texts: CircuitTextsFile): string => `${print(texts, '', 0)}\n`;

function print(value: unknown, indent: string, used: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (value.every((item) => typeof item !== 'object') && used + line.length < LINE) return line;
    return `[\n${value.map((item) => deeper + print(item, deeper, deeper.length)).join(',\n')}\n${indent}]`;
  }
  const parts = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .map(([name, held]) => {
      const start = `${deeper}${JSON.stringify(name)}: `;
      return start + print(held, deeper, start.length);
    });
  return parts.length === 0 ? '{}' : `{\n${parts.join(',\n')}\n${indent}}`;
}
