/**
 * Splits a name into words without accents, case, hyphens or apostrophes: « L’Hermitte-Cœur » → l,
 * hermitte, coeur.
 */
export function words(name: string): string[] {
  return name
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
