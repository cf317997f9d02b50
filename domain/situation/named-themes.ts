import { THEME_FOLDER } from './theme.ts';

const textIn = (content: Uint8Array): string => new TextDecoder().decode(content);

/** Where a circuit names a theme. */
const NAMING = /\.(bpmn|dmn|form|typ|act\.json)$/;

/**
 * Of all the themes, by their file in the folder, those that a circuit names, by their path in its bundle: its diagrams in a header
 * or an input, its forms as « theme.field », its tables as « situation.theme », its acts. Read off the text, before anything is checked: what cannot be read
 * names them too, and a theme too many does no harm.
 */
export function themesNamedIn<Content extends Uint8Array>(
  own: ReadonlyMap<string, Content>,
  themes: ReadonlyMap<string, Content>,
): Map<string, Content> {
  const texts = [...own].filter(([path]) => NAMING.test(path)).map(([, content]) => textIn(content));
  const isNamed = (name: string): boolean =>
    [`"${name}"`, `"${name}.`, `&quot;${name}&quot;`, `&#34;${name}&#34;`, ...inTable(name)].some((said) =>
      texts.some((text) => text.includes(said)),
    );
  return new Map(
    [...themes].flatMap(([path, content]) =>
      namesOf(content).some(isNamed) ? [[`${THEME_FOLDER}${path}`, content] as const] : [],
    ),
  );
}

/** How a table names a theme: `situation.adresse`, in backquotes where the name is of several words. */
const inTable = (name: string): string[] => [`situation.${name}`, `situation.\`${name}\``];

/** The names of a theme, before anything else of it is read. */
function namesOf(content: Uint8Array): string[] {
  try {
    const { name, formerly } = JSON.parse(textIn(content));
    return [name, formerly].filter((one) => typeof one === 'string');
  } catch {
    return [];
  }
}
