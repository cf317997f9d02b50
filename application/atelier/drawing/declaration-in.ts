import type { Block } from '#domain/circuit/blocks/block.ts';
import { DECLARATION, themeFile } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { textOfFile } from '../draft-title.ts';

type Files = readonly Pick<BundleFile, 'path' | 'content'>[];

/** What a published block asks for and gives back: the checks read it strictly before. Null when its file is not there. */
export const declarationIn = (files: Files): Block | null => published<Block>(files, DECLARATION);

/** The words that a published block has for the messages of its steps, where they are whole; by their keys. */
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

/** A published theme, likewise. */
export const themeIn = (files: Files, name: string): Theme | null => published<Theme>(files, themeFile(name));

function published<Content>(files: Files, at: string): Content | null {
  const file = files.find(({ path }) => path === at);
  return file === undefined ? null : (JSON.parse(textOfFile(file)) as Content);
}
