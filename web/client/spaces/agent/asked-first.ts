import type { Catalogue, KindSummary } from '../../../contract/catalogue.ts';

/** The kinds that one can file, those that are asked most first. */
export function askedFirst({ items, mostAsked }: Pick<Catalogue, 'items' | 'mostAsked'>): KindSummary[] {
  const often = mostAsked.kinds.flatMap((kind) => items.find((item) => item.kind === kind) ?? []);
  return [...often, ...items.filter((item) => !often.includes(item))];
}
