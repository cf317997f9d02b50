/**
 * A file parsed so that two analysts' changes can be told apart: a literal value, or named parts in
 * order, under names that survive editing.
 */
export type Tree = string | Branch;
export interface Branch {
  /** What it is written back as: an object, a list whose items have names, an element of that name. */
  readonly form: string;
  readonly entries: ReadonlyMap<string, Tree>;
}

/**
 * A state in three versions: the common base, the reader's, and the one another analyst saved.
 * Undefined: absent.
 */
export interface Three<State> {
  readonly base: State | undefined;
  readonly mine: State | undefined;
  readonly theirs: State | undefined;
}

export type Side = 'mine' | 'theirs';

/** What both changed, differently. */
export interface Clash {
  /** The names that lead there, the outermost first. */
  readonly place: readonly string[];
  readonly mine: Tree | undefined;
  readonly theirs: Tree | undefined;
}

export interface Merged {
  readonly tree: Tree | undefined;
  readonly clashes: readonly Clash[];
}

const isBranch = (tree: Tree | undefined): tree is Branch => typeof tree === 'object';

/** True if two states are the same, order included: rules, fields and options are ordered. */
export function isSame(one: Tree | undefined, other: Tree | undefined): boolean {
  if (!isBranch(one) || !isBranch(other)) return one === other;
  if (one.form !== other.form || one.entries.size !== other.entries.size) return false;
  const names = [...other.entries.keys()];
  return [...one.entries].every(
    ([name, entry], index) => name === names[index] && isSame(entry, other.entries.get(name)),
  );
}

/**
 * Merges what two people changed in the same file: a change made by one of them is kept; where both
 * changed the same place, takes what `choose` says, and the reader's until it says.
 */
export function merge(
  three: Three<Tree>,
  choose: (place: readonly string[]) => Side | undefined,
  place: readonly string[] = [],
): Merged {
  const { base, mine, theirs } = three;
  if (isSame(mine, theirs) || isSame(base, theirs)) return { tree: mine, clashes: [] };
  if (isSame(base, mine)) return { tree: theirs, clashes: [] };
  if (isBranch(mine) && isBranch(theirs) && mine.form === theirs.form)
    return mergeBranches(
      { base: isBranch(base) && base.form === mine.form ? base : undefined, mine, theirs },
      choose,
      place,
    );
  return { tree: choose(place) === 'theirs' ? theirs : mine, clashes: [{ place, mine, theirs }] };
}

function mergeBranches(
  { base, mine, theirs }: { readonly base: Branch | undefined; readonly mine: Branch; readonly theirs: Branch },
  choose: (place: readonly string[]) => Side | undefined,
  place: readonly string[],
): Merged {
  const entries = new Map<string, Tree>();
  const clashes: Clash[] = [];
  for (const name of namesInOrder(base, mine, theirs)) {
    const [was, own, other] = [base, mine, theirs].map((branch) => branch?.entries.get(name));
    const merged = merge({ base: was, mine: own, theirs: other }, choose, [...place, name]);
    clashes.push(...merged.clashes);
    if (merged.tree !== undefined) entries.set(name, merged.tree);
  }
  return { tree: { form: mine.form, entries }, clashes };
}

/** Every name, in my order, unless only they changed it; what the other added comes after what it follows there. */
function namesInOrder(base: Branch | undefined, mine: Branch, theirs: Branch): string[] {
  const names = (branch: Branch | undefined) => [...(branch?.entries.keys() ?? [])];
  const shared = (branch: Branch | undefined) =>
    names(branch).filter((name) => [base, mine, theirs].every((one) => one?.entries.has(name)));
  const isMoved = (branch: Branch) => shared(branch).join('\n') !== shared(base).join('\n');
  const [first, second] = base !== undefined && isMoved(theirs) && !isMoved(mine) ? [theirs, mine] : [mine, theirs];
  const order = names(first);
  let after = -1;
  for (const name of names(second)) {
    const known = order.indexOf(name);
    if (known < 0) order.splice(after + 1, 0, name);
    after = known < 0 ? after + 1 : known;
  }
  return order;
}
