import { readdirSync } from 'node:fs';
import path from 'node:path';

const LANGUAGES = path.resolve(import.meta.dirname, '../web/client/language');

/** What the screens say in a language, by file. */
export async function wordsOfScreens(language: 'fr' | 'en'): Promise<ReadonlyMap<string, object>> {
  const folder = path.join(LANGUAGES, language);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const said = await Promise.all(files.map((file) => import(path.join(folder, file)) as Promise<object>));
  return new Map(files.map((file, place) => [file, said[place] ?? {}]));
}

/** All texts that stand in a value, however deep. */
export const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];
