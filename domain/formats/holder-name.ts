import { words } from './words.ts';

/** Words before a name, or between two: not part of it. */
const CIVILITIES = new Set(['m', 'mr', 'mme', 'mlle', 'monsieur', 'madame', 'mademoiselle', 'ou', 'et', 'or', 'and']);
const PARTICLES = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'd',
  'l',
  'van',
  'von',
  'der',
  'den',
  'el',
  'al',
  'ben',
]);
/** The account of a company or an association is never a pay account, whatever name it bears. */
const BODIES = new Set([
  'sarl',
  'sas',
  'sasu',
  'eurl',
  'sci',
  'sa',
  'snc',
  'scp',
  'selarl',
  'association',
  'asso',
  'societe',
  'ste',
]);

/** True if the words are all there, in any order; « Le Goff » may be written as one word. */
function bears(holder: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  if (wanted.every((word) => holder.includes(word))) return true;
  return wanted.length > 1 && holder.includes(wanted.join(''));
}

/**
 * True if an account's holder, as the bank writes it, is this person. Accents, case, hyphens,
 * civility and order do not matter; a joint account is theirs too. Of a double last name, one name
 * is enough: birth and usage names are joined in one place and not in the other. The whole first
 * name must be there: an initial, or another first name, is a relative.
 */
export function isHolder(
  holder: string,
  { firstName, lastName }: { readonly firstName: string; readonly lastName: string },
): boolean {
  const written = words(holder);
  if (written.some((word) => BODIES.has(word))) return false;
  const given = written.filter((word) => !CIVILITIES.has(word));
  if (!bears(given, words(firstName))) return false;
  const left = [...given];
  // « Martin Martin » must be written twice: a first name is not also the last name.
  for (const word of words(firstName)) if (left.includes(word)) left.splice(left.indexOf(word), 1);
  if (bears(left, words(lastName))) return true;
  return lastName.split(/[-\s]+(?=\p{Lu})/u).some((name) => {
    const significant = words(name).filter((word) => !PARTICLES.has(word));
    return significant.length > 0 && significant.join('').length > 1 && bears(left, significant);
  });
}
