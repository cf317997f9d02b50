import { CIRCUIT_PATH } from './draft.ts';

/** A file of a draft by its text; null: not text (a font). */
export interface TextFile {
  readonly path: string;
  readonly text: string | null;
}

/**
 * A form or a table drawn elsewhere, under its name in a draft, and the file of the draft that it
 * replaces.
 */
export interface TakenFile {
  readonly path: string;
  readonly text: string;
  readonly replaces: string | null;
}

/** Returns the id by which a circuit refers to a form or a table. */
export function calledAs({ path, text }: TextFile): readonly string[] {
  if (text === null) return [];
  if (path.endsWith('.dmn')) return decisionIds(text);
  return path.endsWith('.form') ? formId(text) : [];
}

/** Attributes are looked for in so many characters: whatever the text, it is read in one go. */
const decisionIds = (xml: string): string[] =>
  [...xml.matchAll(/<(?:[\w-]+:)?decision\s([^<>]{0,1000})>/g)].flatMap(
    ([, attributes = '']) => /(?:^|\s)id="([^"]+)"/.exec(attributes)?.[1] ?? [],
  );

function formId(text: string): string[] {
  try {
    const { id } = JSON.parse(text);
    return typeof id === 'string' ? [id] : [];
  } catch {
    return [];
  }
}

/**
 * Decides where a form or a table drawn elsewhere goes in a draft: replaces the one with the same
 * id (form, decision), else the one with the same file name, else is added. Null: its name says
 * neither, or cannot name a file.
 */
export function takenInto(files: readonly TextFile[], fileName: string, text: string): TakenFile | null {
  const ending = /\.(?:form|dmn)$/i.exec(fileName)?.[0].toLowerCase();
  if (ending === undefined) return null;
  const path = `${fileStem(fileName.slice(0, -ending.length))}${ending}`;
  if (!CIRCUIT_PATH.test(path)) return null;
  const called = calledAs({ path, text });
  const alike = files.filter((file) => file.path.endsWith(ending));
  const same = alike.find((file) => calledAs(file).some((name) => called.includes(name)));
  const replaced = same ?? alike.find((file) => file.path === path);
  return { path: replaced?.path ?? path, text, replaces: replaced?.path ?? null };
}

/** « Formulaire de prêt » → « formulaire-de-pret »: as a file of a circuit is named. */
const fileStem = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '')
    .slice(0, 90);
