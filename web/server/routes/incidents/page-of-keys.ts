import type { PageAsked } from '#prisma/repositories/statements/keyset.ts';

/** A page of what is in memory already, in the order of keys of the engine, which grow with time. */
export function pageOfKeys<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { after, before, pageSize }: PageAsked,
) {
  const key = (item: Item) => BigInt(keyOf(item));
  const sorted = [...items].sort((a, b) => Number(key(a) - key(b)));
  const from = (() => {
    if (after !== undefined) return sorted.filter((item) => key(item) <= BigInt(after)).length;
    if (before === undefined) return 0;
    return Math.max(sorted.filter((item) => key(item) < BigInt(before)).length - pageSize, 0);
  })();
  const rows = sorted.slice(from, from + pageSize);
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    rows,
    total: sorted.length,
    more: false,
    next: last !== undefined && from + rows.length < sorted.length ? keyOf(last) : null,
    previous: first !== undefined && from > 0 ? keyOf(first) : null,
    pageSize,
  };
}
