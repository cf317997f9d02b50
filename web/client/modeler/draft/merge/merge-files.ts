import { type Branch, type Clash, merge, type Side, type Three, type Tree } from '#domain/circuit/drafts/merge.ts';
import { type CircuitTextsFile, writeTextsFile } from '../../formats/circuit-texts.ts';
import { writeFormFile } from '../../formats/form-schema.ts';
import type { Changes } from '../draft-store.ts';
import { jsonOf, jsonTree } from './json-tree.ts';
import { withoutLooseEnds } from './loose-ends.ts';
import { xmlOf, xmlTree } from './xml-tree.ts';

/** The texts of a draft by path. */
export type Texts = Readonly<Record<string, string | null>>;

/** Something that both analysts changed, each in another way. */
export interface FileClash extends Clash {
  readonly path: string;
  /** Names it for a choice: all places of a drawing are one. */
  readonly key: string;
  readonly isDrawing: boolean;
}

export interface MergedDraft {
  /** What is to be saved over theirs. */
  readonly changes: Changes;
  readonly clashes: readonly FileClash[];
  /** What could not stay, because what it holds to is gone: « path id ». */
  readonly left: readonly { readonly path: string; readonly id: string }[];
}

export type Choices = Readonly<Record<string, Side>>;

/** Puts one's own changes and what another one saved meanwhile together, file by file, and within each. */
export function mergeDraft({ base, mine, theirs }: Record<keyof Three<unknown>, Texts>, choices: Choices): MergedDraft {
  const changes: Record<string, string | null> = {};
  const clashes: FileClash[] = [];
  const left: { path: string; id: string }[] = [];
  for (const path of Object.keys(mine)) {
    const three = { base: base[path] ?? undefined, mine: mine[path] ?? undefined, theirs: theirs[path] ?? undefined };
    const merged = mergeFile(path, three, choices);
    clashes.push(...merged.clashes);
    left.push(...merged.left.map((id) => ({ path, id })));
    if (merged.text !== three.theirs) changes[path] = merged.text ?? null;
  }
  return { changes, clashes, left };
}

interface MergedFile {
  readonly text: string | undefined;
  readonly clashes: readonly FileClash[];
  readonly left: readonly string[];
}

/** How each sort of file is taken apart and put together; what cannot be read is one value. */
interface Sort {
  readonly read: (text: string) => Tree;
  readonly write: (tree: Tree, former: string) => { readonly text: string; readonly left: readonly string[] };
}

const JSON_FILE: Sort = {
  read: jsonTree,
  write: (tree) => ({ text: `${JSON.stringify(jsonOf(tree), null, 2)}\n`, left: [] }),
};
const FORM: Sort = {
  read: jsonTree,
  write: (tree, former) => ({ text: writeFormFile(jsonOf(tree) as object, former), left: [] }),
};
const TEXTS: Sort = {
  read: jsonTree,
  write: (tree) => ({ text: writeTextsFile(jsonOf(tree) as CircuitTextsFile), left: [] }),
};
const TABLE: Sort = { read: xmlTree, write: (tree) => ({ text: xmlOf(tree as Branch), left: [] }) };
const DIAGRAM: Sort = {
  read: xmlTree,
  write(tree) {
    const whole = withoutLooseEnds(tree as Branch);
    return { text: xmlOf(whole.tree), left: whole.left };
  },
};
const SORTS: Readonly<Record<string, Sort>> = { json: JSON_FILE, form: FORM, dmn: TABLE, bpmn: DIAGRAM };

function mergeFile(path: string, three: Three<string>, choices: Choices): MergedFile {
  const sort = /^texts\.\w+\.json$/.test(path) ? TEXTS : SORTS[path.split('.').at(-1) ?? ''];
  const whole = merge(three, () => choices[path]);
  const asOne = { text: asText(whole.tree), ...asClashes(path, whole), left: [] };
  if (whole.clashes.length === 0 || sort === undefined) return asOne;
  const trees = readAll(sort, three);
  if (trees === null) return asOne;
  const merged = merge(trees, (place) => choices[keyOf(path, place)]);
  if (merged.tree === undefined || typeof merged.tree === 'string') return asOne;
  return { ...sort.write(merged.tree, three.mine ?? ''), ...asClashes(path, merged) };
}

function readAll(sort: Sort, { base, mine, theirs }: Three<string>): Three<Tree> | null {
  // One of them removed the file: there is nothing to take apart.
  if (mine === undefined || theirs === undefined) return null;
  try {
    return { base: base === undefined ? undefined : sort.read(base), mine: sort.read(mine), theirs: sort.read(theirs) };
  } catch {
    return null;
  }
}

const asText = (tree: Tree | undefined): string | undefined => (typeof tree === 'string' ? tree : undefined);

const DRAWING = /^(?:[\w-]+:)?(?:BPMN|DMN)(?:Diagram|DI)\b/;
const isDrawing = (place: readonly string[]): boolean => place.some((name) => DRAWING.test(name));
const keyOf = (path: string, place: readonly string[]): string =>
  isDrawing(place) ? `${path} drawing` : [path, ...place].join(' ');

const asClashes = (path: string, { clashes }: { readonly clashes: readonly Clash[] }) => ({
  clashes: clashes.map((clash) => ({
    ...clash,
    path,
    key: keyOf(path, clash.place),
    isDrawing: isDrawing(clash.place),
  })),
});
