import type { Tree } from '#domain/circuit/drafts/merge.ts';
import { isRecord } from '../../formats/read-json.ts';

/** What names an item of a list, where every item has it and none twice: of a field, of an option, of a column. */
const NAMES = ['id', 'key', 'name', 'value'] as const;

/** Takes JSON apart, by path; a list without names is one value. @throws {SyntaxError} */
export const jsonTree = (text: string): Tree => treeOf(JSON.parse(text));

function treeOf(value: unknown): Tree {
  if (isRecord(value))
    return { form: 'object', entries: new Map(Object.entries(value).map(([name, one]) => [name, treeOf(one)])) };
  const name = Array.isArray(value) ? nameOfItems(value) : null;
  if (!Array.isArray(value) || name === null) return JSON.stringify(value);
  return { form: `list ${name}`, entries: new Map(value.map((item) => [String(item[name]), treeOf(item)])) };
}

function nameOfItems(items: readonly unknown[]): (typeof NAMES)[number] | null {
  const named = NAMES.find((name) => {
    const names = items.map((item) => (isRecord(item) && typeof item[name] === 'string' ? item[name] : null));
    return !names.includes(null) && new Set(names).size === names.length;
  });
  return items.length === 0 ? null : (named ?? null);
}

/** The value that a tree is of. */
export function jsonOf(tree: Tree): unknown {
  if (typeof tree === 'string') return JSON.parse(tree);
  const entries = [...tree.entries];
  return tree.form === 'object'
    ? Object.fromEntries(entries.map(([name, one]) => [name, jsonOf(one)]))
    : entries.map(([, one]) => jsonOf(one));
}
