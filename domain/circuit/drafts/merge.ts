/**
 * A file taken apart, so that what two analysts changed of it can be told apart: a value to the letter, or what it is made of, by
 * names that stay when it is edited, in their order.
 */
export type Tree = string | Branch;
export interface Branch {
  /** What it is written back as: an object, a list whose items have names, an element of that name. */
  readonly form: string;
  readonly entries: ReadonlyMap<string, Tree>;
}

/** The same in three states: as both began from it, as the one who reads this has it, as another one saved it. Undefined: not there. */
export interface Three<State> {
  readonly base: State | undefined;
  readonly mine: State | undefined;
  readonly theirs: State | undefined;
}

export type Side = 'mine' | 'theirs';

/** What both changed, each in another way. */
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

/** Whether two states are the same, order included: the order of rules, of fields, of options is theirs. */
export function isSame(one: Tree | undefined, other: Tree | undefined): boolean {
  if (!isBranch(one) || !isBranch(other)) return one === other;
  if (one.form !== other.form || one.entries.size !== other.entries.size) return false;
  const names = [...other.entries.keys()];
  return [...one.entries].every(
    ([name, entry], index) => name === names[index] && isSame(entry, other.entries.get(name)),
  );
}

/**
 * Puts what two people changed of the same file together: what one of them changed is kept, whoever did; where both did, what
 * `choose` says of that place, and mine until it says.
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
