/** A line of an act's text, as it is seen. */
export interface SeenLine {
  readonly text: string;
  /** Whether it begins and ends a paragraph by itself: a title, a signature, a cell of a table. */
  readonly alone: boolean;
}

/** Letters of other alphabets, and signs, that are seen as Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j', ԁ: 'd', һ: 'h', ո: 'n', в: 'b', к: 'k',
  м: 'm', н: 'h', т: 't', г: 'r', п: 'n', ɡ: 'g', ı: 'i', ł: 'l', ø: 'o', α: 'a', ε: 'e', ι: 'i', ο: 'o', ν: 'v', τ: 't',
  κ: 'k', ρ: 'p', υ: 'u', χ: 'x', η: 'n', μ: 'u', β: 'b', γ: 'y', ꞓ: 'c', ʟ: 'l', ɴ: 'n', ꜱ: 's', ɪ: 'i', ᴇ: 'e', ᴀ: 'a',
}; // biome-ignore format: a table

/** A text by its looks: without case, accents, compatibility forms, invisible characters nor borrowed letters. */
export const looks = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{C}]/gu, (character) => (/\s/.test(character) ? character : ''))
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/./gu, (character) => LOOKALIKES[character] ?? character);

/** The same in one piece: what separates letters (spaces, line ends, dots, hyphens) parts no words for an eye. */
const squeezed = (text: string): string => looks(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Wherever they stand, whatever stands between their letters. */
const ANYWHERE: readonly RegExp[] = [
  // An act under « signature applicative » says neither of itself nor of another that it is signed electronically.
  /sign(?:e{1,2}s?|atures?|er|ant)(?:electroni|numeri)qu/,
  /(?:electroni|numeri)quementsigne/,
  // Another author than the one of the frame.
  /(?<!de|con|as|re|sous|in)signe{1,2}s?par/,
  /par(?:delegation|empechement)/,
  /present(?:e?acte|arrete|edecision)(?:est|aete)(?:pris|signe|etabli|delivre|rendu)e?par/,
  // Another number, another proof.
  /present(?:acte|arrete|edecision)(?:portele)?(?:n|no|numero)\d/,
  /verifiercetacte|certifiee?conforme/,
];

/** Lines by themselves, that read as a mention of the frame. */
const ALONE: readonly RegExp[] = [
  /^fait a\b/,
  /^signe{1,2}s?\b/,
  /^(?:le|la|les) signataires?\b/,
  /^signature\b/,
  /^(?:arrete|decision|acte)? ?(?:n ?[°º]|no|numero) ?:? ?\S+$/,
  /^(?:arrete|decision) (?:ministeriel(?:le)? )?du \d/,
];

/** A line by itself that names an authority and says nothing of it: who decides, or signs. */
const AUTHORITY =
  /^(?:pour |au nom d[ue] )?(?:l'|l[ea] |les )?(?:premiere? )?(?:ministre|garde des sceaux|secretaire (?:general|d'etat)|prefete?|(?:sous-)?direct(?:eur|rice)|president|cheffe?|rect(?:eur|rice)|procureur|delegue|adjointe?)\b/;
const VERB =
  /\b(?:est|sont|a|ont|sera|seront|peut|peuvent|doit|doivent|exercent?|executent?|assurent?|notifient?|procedent?|recoit|prend|veillent?)\b/;

/** « Éric DUPONT », « Mme Jeanne Martin » */
const NAME =
  /^(?:(?:M\.|Mme|Mlle|Monsieur|Madame)\s+)?(?=\P{Ll}*\p{Ll})\p{Lu}[\p{L}’'.-]+(?:\s+\p{Lu}[\p{L}’'-]+){1,3}\s*[,.]?$/u;
const TITLED = /^(?:article|titre|chapitre|section|annexe|vu|considerant)\b/;

/**
 * What a text says against the mentions that the portal draws around it: that it is signed electronically, by another, under
 * another delegation or number. The words found, as they are written; nothing when it agrees.
 *
 * It is a list of turns, each of which can be explained to whoever wrote it. It does not understand sentences.
 * @param agent whom the act is about: their name may stand by itself
 */
export function contradictionsIn(
  lines: readonly SeenLine[],
  agent: { readonly firstName: string; readonly lastName: string },
): string[] {
  const found = new Set<string>();
  const whole = squeezedWithLines(lines);
  for (const pattern of ANYWHERE) {
    const match = pattern.exec(whole.text);
    if (match) found.add(whole.wordsAt(match.index, match[0].length));
  }
  const own = [`${agent.firstName} ${agent.lastName}`, `${agent.lastName} ${agent.firstName}`].map(looks);
  const isAgent = (line: string) =>
    own.some((name) => line.includes(name) && !/\p{L}+ \p{L}+/u.test(line.replace(name, '')));
  for (const { text, alone } of lines) {
    if (!alone) continue;
    const line = looks(text).replace(/\s+/g, ' ').trim();
    const authority = AUTHORITY.test(line) && !VERB.test(line);
    const name = NAME.test(text.trim()) && !TITLED.test(line) && !isAgent(line);
    if (authority || name || ALONE.some((pattern) => pattern.test(line))) found.add(text.trim());
  }
  return [...found];
}

/** The squeezed text of all lines, with the way back to the words. */
function squeezedWithLines(lines: readonly SeenLine[]): {
  text: string;
  wordsAt(index: number, length: number): string;
} {
  const words = lines.flatMap(({ text }) => text.split(/\s+/)).filter((word) => word !== '');
  const ends: number[] = [];
  let text = '';
  for (const word of words) {
    text += squeezed(word);
    ends.push(text.length);
  }
  return {
    text,
    wordsAt(index, length) {
      const first = ends.findIndex((end) => end > index);
      const last = ends.findIndex((end) => end >= index + length);
      return words.slice(first, last + 1).join(' ');
    },
  };
}
