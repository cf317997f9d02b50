/** The words of a circuit in one language, as its file of texts has them: anything may still be missing. */
export interface TranslatedTexts {
  readonly pieces?: Readonly<Record<string, unknown>>;
  readonly elements?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly mails?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

/** Both languages; the English file keeps which French each of its texts was made from ({@link madeFrom}). */
export interface BothTexts {
  readonly fr: TranslatedTexts;
  readonly en: TranslatedTexts;
}

/** The property of the English texts that keeps digests, by place: « elements.visa », « mails.reminder.subject ». */
export const MADE_FROM = 'madeFrom';

/** What is wrong with an English text: it is the French one, or the French has changed since it was made. */
export type TranslationFault = 'copied' | 'stale';

/** Words that are the same in both languages. */
const ALIKE = new Set(
  (
    'action administration article attestation budget code commission communication consultation contact contacts ' +
    'date direction distance document documents france grade iban identification index instruction justification ' +
    'maximum message minimum mission missions motivation note notes notification observation observations option ' +
    'options page pages position question questions service services session signature simulation situation solution ' +
    'suspension total transport type validation version visa visas'
  ).split(' '),
);

/**
 * True if a text is the same in both languages: figures, fields to be filled in, abbreviations,
 * words of the list.
 */
export const saysAlike = (text: string): boolean =>
  (text.replace(/\{\w+\}/g, '').match(/[\p{L}\p{N}]+/gu) ?? []).every(
    (word) => /\p{N}/u.test(word) || !/\p{Ll}/u.test(word) || ALIKE.has(word.toLowerCase()),
  );

/** Computes a digest that recognises a text; it resists no attack, and none is worth making. */
export function digestOf(text: string): string {
  let sum = 0x811c9dc5;
  for (const unit of text) sum = Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** Lists every text that both languages have, by place; the words of acts are French. */
export function placesOf(texts: TranslatedTexts): Map<string, string> {
  const places = new Map<string, string>();
  const put = (place: string, text: unknown) => {
    if (typeof text === 'string' && text.trim() !== '') places.set(place, text);
  };
  for (const key of ['title', 'summary', 'category', 'delay']) put(key, texts[key]);
  for (const group of ['pieces', 'elements', 'form'] as const)
    for (const [key, text] of Object.entries(texts[group] ?? {})) put(`${group}.${key}`, text);
  for (const [key, mail] of Object.entries(texts.mails ?? {}))
    for (const part of ['subject', 'body'])
      put(`mails.${key}.${part}`, (mail as Record<string, unknown> | null)?.[part]);
  return places;
}

const digestsIn = ({ en }: BothTexts): Readonly<Record<string, unknown>> =>
  typeof en[MADE_FROM] === 'object' && en[MADE_FROM] !== null ? (en[MADE_FROM] as Record<string, unknown>) : {};

/**
 * Lists what is wrong with English texts, by place. One identical to the French counts only if
 * somebody wrote it knowing that French.
 */
export function translationFaults(texts: BothTexts): Map<string, TranslationFault> {
  const digests = digestsIn(texts);
  const french = placesOf(texts.fr);
  const faults = new Map<string, TranslationFault>();
  for (const [place, english] of placesOf(texts.en)) {
    const said = french.get(place);
    if (said === undefined) continue;
    const digest = Object.hasOwn(digests, place) ? digests[place] : undefined;
    if (digest === undefined) {
      if (english.trim() === said.trim() && !saysAlike(said)) faults.set(place, 'copied');
    } else if (digest !== digestOf(said)) faults.set(place, 'stale');
  }
  return faults;
}

/**
 * Records which French each English text was made from, after an edit: an English text that was
 * written is made from the current French; one left while its French changed keeps its former
 * source. Texts never edited are not recorded.
 */
export function madeFrom(before: BothTexts, after: BothTexts): Record<string, string> {
  const former = { fr: placesOf(before.fr), en: placesOf(before.en) };
  const french = placesOf(after.fr);
  const untranslated = translationFaults(before);
  const digests = digestsIn(before);
  const kept: Record<string, string> = {};
  for (const [place, english] of placesOf(after.en)) {
    const said = french.get(place);
    const was = former.fr.get(place);
    const digest = Object.hasOwn(digests, place) ? digests[place] : undefined;
    if (former.en.get(place) !== english) {
      if (said !== undefined) kept[place] = digestOf(said);
    } else if (typeof digest === 'string') kept[place] = digest;
    else if (was !== undefined && was !== said && untranslated.get(place) !== 'copied') kept[place] = digestOf(was);
  }
  return kept;
}

/** Updates the digests once somebody confirmed the English of a place. */
export const saidRight = (texts: BothTexts, place: string): Record<string, unknown> => ({
  ...digestsIn(texts),
  [place]: digestOf(placesOf(texts.fr).get(place) ?? ''),
});
