import type { Bilingual } from '#domain/bilingual.ts';
import type { Block } from '#domain/circuit/blocks/block.ts';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { themeFile } from '#domain/situation/themes/theme.ts';
import { textOfFile } from '../draft-title.ts';

type Files = readonly Pick<BundleFile, 'path' | 'content'>[];

/**
 * Reads what a published block takes and returns; null if it has no declaration. Parsed without
 * validation: checked strictly before publication.
 */
export const declarationIn = (files: Files): Block | null => published<Block>(files, DECLARATION);

/**
 * Reads the words of the messages that a published block sends at its steps, by key; incomplete
 * ones are left out.
 */
export function messagesIn(files: Files, language: keyof Bilingual): Record<string, MailWords> {
  const { mails = {} } =
    published<{ mails?: Record<string, Partial<MailWords>> }>(files, `texts.${language}.json`) ?? {};
  return Object.fromEntries(
    Object.entries(mails).flatMap(([key, { subject, body }]) => (subject && body ? [[key, { subject, body }]] : [])),
  );
}

interface MailWords {
  readonly subject: string;
  readonly body: string;
}

/**
 * Reads a published theme; null if its file is missing. Parsed without validation, like a block.
 */
export const themeIn = (files: Files, name: string): Theme | null => published<Theme>(files, themeFile(name));

function published<Content>(files: Files, at: string): Content | null {
  const file = files.find(({ path }) => path === at);
  return file === undefined ? null : (JSON.parse(textOfFile(file)) as Content);
}
