import type { Branch, Tree } from '#domain/circuit/drafts/merge.ts';

/** What an element cannot be without: a flow its two ends, an event the step that it stands on. */
const HELD_BY = ['@sourceRef', '@targetRef', '@attachedToRef'];
const REFERENCE = /^(?:[\w-]+:)?(?:incoming|outgoing|flowNodeRef)#/;

/**
 * Leaves out of a merged diagram what holds to nothing any more, because the other one removed it: flows without an end, events without
 * their step, and the places of what is gone. Answers what was left out, but for references and places.
 */
export function withoutLooseEnds(diagram: Branch): { readonly tree: Branch; readonly left: readonly string[] } {
  const left: string[] = [];
  let tree = diagram;
  // What is left out may hold others: a flow from an event that goes.
  for (;;) {
    const ids = idsIn(tree);
    const before = left.length;
    tree = pruned(tree, ids, left);
    if (left.length === before) return { tree: placed(pruned(tree, idsIn(tree), left), idsIn(tree)), left };
  }
}

function idsIn(tree: Tree, ids = new Set<string>()): Set<string> {
  if (typeof tree === 'string') return ids;
  const id = tree.entries.get('@id');
  if (typeof id === 'string') ids.add(id);
  for (const entry of tree.entries.values()) idsIn(entry, ids);
  return ids;
}

function pruned(branch: Branch, ids: ReadonlySet<string>, left: string[]): Branch {
  const entries = new Map<string, Tree>();
  for (const [name, entry] of branch.entries) {
    if (typeof entry === 'string') {
      // The way taken by default, of a flow that is gone.
      if (name !== '@default' || ids.has(entry)) entries.set(name, entry);
    } else if (REFERENCE.test(name)) {
      if (ids.has(name.slice(name.indexOf('#') + 1))) entries.set(name, entry);
    } else if (HELD_BY.some((held) => isGone(entry.entries.get(held), ids)))
      left.push(String(entry.entries.get('@id') ?? name));
    else entries.set(name, pruned(entry, ids, left));
  }
  return { ...branch, entries };
}

const isGone = (id: Tree | undefined, ids: ReadonlySet<string>): boolean => typeof id === 'string' && !ids.has(id);

/** Without the places of elements that are gone. */
function placed(branch: Branch, ids: ReadonlySet<string>): Branch {
  const entries = new Map<string, Tree>();
  for (const [name, entry] of branch.entries) {
    if (typeof entry !== 'string') entries.set(name, placed(entry, ids));
    else if (name.startsWith('@') || !isPlaceOfNone(entry, ids)) entries.set(name, entry);
  }
  return { ...branch, entries };
}

function isPlaceOfNone(written: string, ids: ReadonlySet<string>): boolean {
  const of = [...written.matchAll(/\sbpmnElement="([^"]*)"/g)].map(([, id = '']) => id);
  return of.length > 0 && of.every((id) => !ids.has(id));
}
