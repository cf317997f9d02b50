import { THEME_FOLDER } from './theme.ts';

const textIn = (content: Uint8Array): string => new TextDecoder().decode(content);

/** Files in which a circuit names themes. */
const NAMING = /\.(bpmn|dmn|form|typ|act\.json)$/;

/**
 * How a circuit names a theme: in quotes, alone or before a field, or in a table as
 * « situation.`a-theme` ».
 */
const EXACTLY = /"([\w-]+)(?=[".])|&quot;([\w-]+)(?=&quot;)|&#34;([\w-]+)(?=&#34;)|situation\.`([\w-]+)(?=`)/g;
/** Without backquotes, what follows may be a subtraction: `situation.adresse-1`. */
const BEGINNING = /situation\.([\w-]+)/g;

/**
 * Selects, among all the themes (by their file in the folder), those that a circuit names, by their
 * path in its bundle: its diagrams in a header or an input, its forms as « theme.field », its
 * tables as « situation.theme », its acts. Works on the text, before anything is checked: an
 * unreadable file counts too, and a theme too many does no harm.
 */
export function themesNamedIn<Content extends Uint8Array>(
  own: ReadonlyMap<string, Content>,
  themes: ReadonlyMap<string, Content>,
): Map<string, Content> {
  const texts = [...own].filter(([path]) => NAMING.test(path)).map(([, content]) => textIn(content));
  // Each text is scanned once, however many themes there are.
  const named = new Set(texts.flatMap((text) => saidIn(text, EXACTLY)));
  const begun = [...new Set(texts.flatMap((text) => saidIn(text, BEGINNING)))];
  const isNamed = (name: string): boolean => named.has(name) || begun.some((said) => said.startsWith(name));
  return new Map(
    [...themes].flatMap(([path, content]) =>
      namesOf(content).some(isNamed) ? [[`${THEME_FOLDER}${path}`, content] as const] : [],
    ),
  );
}

const saidIn = (text: string, naming: RegExp): string[] =>
  Array.from(text.matchAll(naming), (match) => match.slice(1).find(Boolean) ?? '');

/** Returns the names of a theme, before the rest of it is read. */
function namesOf(content: Uint8Array): string[] {
  try {
    const { name, formerly } = JSON.parse(textIn(content));
    return [name, formerly].filter((one) => typeof one === 'string');
  } catch {
    return [];
  }
}
