import type { Bilingual } from '#domain/bilingual.ts';
import type { BarredKind, KindSummary } from '#web/contract/requests/catalogue.ts';

/** Accents, case and the shape of an apostrophe say nothing in a search. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .toLowerCase();

/** Whether a kind says all the words that were typed, in what it is called, what it is for, its category or its documents. */
export function isFoundBy(typed: string, kind: BarredKind | KindSummary, read: (text: Bilingual) => string): boolean {
  const { title, summary, category } = kind;
  // « RIB » or « livret » is what people have in hand.
  const pieces = 'pieces' in kind ? kind.pieces.map(({ label }) => label) : [];
  const said = plain([title, summary, category, ...pieces].map(read).join(' '));
  return plain(typed.trim())
    .split(/\s+/)
    .every((word) => said.includes(word));
}
