/** Names that something else has already: of a trial, of a model, of an object's own property. */
const RESERVED: readonly string[] = ['essai', 'modele', 'constructor'];

/** How long a name made of a title is at most: what is added to it, « -2 », « --instruction », « -demande », has its place. */
const MAX_LENGTH = 60;

/**
 * Makes a name from a title: « Congé parental » → « conge-parental »; empty if the title has no
 * Latin letter.
 */
export const nameOfTitle = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, '');

/**
 * Makes a free name for a new kind from its title: numbered if taken, « circuit » if the title has
 * no letter.
 */
export function freeKindName(title: string, taken: ReadonlySet<string>): string {
  const name = nameOfTitle(title) || 'circuit';
  const isFree = (one: string) => !taken.has(one) && !RESERVED.includes(one);
  let free = name;
  for (let number = 2; !isFree(free); number++) free = `${name}-${number}`;
  return free;
}
