import { CHECK_WORDS, checkWordKey } from '../../decision/check-words.ts';
import { CIRCUIT_PATH } from '../drafts/draft.ts';
import { MADE_FROM } from '../words/translation.ts';

/** The files of a circuit that are text, by their path. */
export type TextFiles = ReadonlyMap<string, string>;

/**
 * Renames the files of a circuit for another kind: its diagram, the blocks that it calls, its forms
 * and its tables take the new name, and every reference follows. Words for people, and files that
 * are not text, stay as they are.
 */
export function renamed(files: TextFiles, from: string, to: string): Map<string, string> {
  const under = (name: string): string =>
    name === from || name.startsWith(`${from}-`) ? `${to}${name.slice(from.length)}` : `${to}-${name}`;
  const ids = new Map([...files].flatMap(([path, text]) => idsIn(path, text)).map((id) => [id, under(id)]));
  const pathOf = (path: string): string => {
    const moved = path.startsWith(`${from}.`) || path.startsWith(`${from}-`) ? `${to}${path.slice(from.length)}` : path;
    return files.has(moved) || !CIRCUIT_PATH.test(moved) ? path : moved;
  };
  return new Map(
    [...files].map(([path, text]) => {
      if (path.endsWith('.bpmn')) return [pathOf(path), diagram(text, { from, to, ids })];
      if (path.endsWith('.dmn')) return [pathOf(path), table(text, ids)];
      if (path.endsWith('.form')) return [pathOf(path), form(text, ids)];
      if (/^texts\.\w+\.json$/.test(path)) return [pathOf(path), words(text, ids)];
      return [pathOf(path), text];
    }),
  );
}

/**
 * What an engine knows a file by, beside its processes: the id of a form, those of the decisions of a table. One that another
 * decision needs is read by its id in that one's expressions: it keeps it.
 */
function idsIn(path: string, text: string): string[] {
  if (path.endsWith('.form')) return [idOfForm(text)].filter((id) => id !== null);
  if (!path.endsWith('.dmn')) return [];
  const named = [...text.matchAll(/<(?:\w+:)?(?:definitions|decision)\b[^>]*?\sid="([^"]+)"/g)];
  return named.map(([, id = '']) => id).filter((id) => !text.includes(`href="#${id}"`));
}

function idOfForm(text: string): string | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && id !== '' ? id : null;
  } catch {
    return null;
  }
}

/** Changes the values of some attributes; `change` answers undefined for what stays. */
const withAttributes = (xml: string, names: string, change: (value: string) => string | undefined): string =>
  xml.replace(new RegExp(`(\\s(?:${names})=")([^"]*)"`, 'g'), (whole, before: string, value: string) => {
    const changed = change(value);
    return changed === undefined ? whole : `${before}${changed}"`;
  });

function diagram(
  xml: string,
  { from, to, ids }: { readonly from: string; readonly to: string; readonly ids: ReadonlyMap<string, string> },
): string {
  const ofProcess = xml.replace(/(<(?:\w+:)?process\b[^>]*?\sid=")([^"]*)"/g, (tag, before: string, id: string) =>
    id === from ? `${before}${to}"` : tag,
  );
  const ofCalls = withAttributes(ofProcess, 'bpmnElement|processRef|processId', (value) => {
    if (value === from) return to;
    return value.startsWith(`${from}--`) ? `${to}${value.slice(from.length)}` : undefined;
  });
  // A form or a table is named as it is, or by an expression that is a text.
  const follow = (value: string): string | undefined => {
    const [, before = '', id = '', after = ''] = /^(=\s*(?:&quot;|&#34;))?(.*?)(&quot;|&#34;)?$/s.exec(value) ?? [];
    const other = ids.get(id);
    return other === undefined ? undefined : `${before}${other}${after}`;
  };
  return withAttributes(ofCalls, 'formId|decisionId|source', follow).replace(NAMES_TABLE, (tag) =>
    withAttributes(tag, 'value', follow),
  );
}

/** The header and the property that name a table (workers/jobs/table-evaluate, the campaign's points); others say other things by such a text. */
const NAMES_TABLE = /<(?:\w+:)?(?:header\b[^>]*\skey="table"|property\b[^>]*\sname="campaign")[^>]*>/g;

const table = (xml: string, ids: ReadonlyMap<string, string>): string =>
  withAttributes(xml, 'id|dmnElementRef', (value) => ids.get(value));

function form(text: string, ids: ReadonlyMap<string, string>): string {
  const id = idOfForm(text);
  if (id === null) return text;
  return `${JSON.stringify({ ...(JSON.parse(text) as object), id: ids.get(id) }, null, 2)}\n`;
}

/** The texts, where the words of a check are found by the form that its step shows. */
function words(text: string, ids: ReadonlyMap<string, string>): string {
  const keys = new Map(
    [...ids].flatMap(([id, to]) =>
      CHECK_WORDS.map((word) => [checkWordKey(id, word), checkWordKey(to, word)] as const),
    ),
  );
  const read = objectIn(text);
  const form = withKeys(read?.form, (key) => keys.get(key));
  if (read === null || form === null) return text;
  const places = withKeys(read[MADE_FROM], (place) => {
    const key = keys.get(place.replace(/^form\./, ''));
    return key === undefined ? undefined : `form.${key}`;
  });
  return `${JSON.stringify({ ...read, form, ...(places && { [MADE_FROM]: places }) }, null, 2)}\n`;
}

/** The same values in the same order, some by other keys; null where none changes. */
function withKeys(held: unknown, change: (key: string) => string | undefined): object | null {
  if (typeof held !== 'object' || held === null) return null;
  const entries = Object.entries(held);
  return entries.some(([key]) => change(key) !== undefined)
    ? Object.fromEntries(entries.map(([key, value]) => [change(key) ?? key, value]))
    : null;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && !Array.isArray(read) ? (read as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
