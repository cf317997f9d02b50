/** A line of an act's text as a reader sees it. */
export interface SeenLine {
  readonly text: string;
  /** True if it is a paragraph of its own: a title, a signature, a cell of a table. */
  readonly alone: boolean;
}

/** Letters of other alphabets, and signs, that look like Latin letters. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j', ԁ: 'd', һ: 'h', ո: 'n', в: 'b', к: 'k',
  м: 'm', н: 'h', т: 't', г: 'r', п: 'n', ɡ: 'g', ı: 'i', ł: 'l', ø: 'o', α: 'a', ε: 'e', ι: 'i', ο: 'o', ν: 'v', τ: 't',
  κ: 'k', ρ: 'p', υ: 'u', χ: 'x', η: 'n', μ: 'u', β: 'b', γ: 'y', ꞓ: 'c', ʟ: 'l', ɴ: 'n', ꜱ: 's', ɪ: 'i', ᴇ: 'e', ᴀ: 'a',
  ϲ: 'c', ς: 's', ϳ: 'j', ɑ: 'a', ӏ: 'l', ԛ: 'q', ѡ: 'w', ɩ: 'i', ӕ: 'ae', æ: 'ae', œ: 'oe', ұ: 'y', ƅ: 'b', ɢ: 'g', ꞁ: 'l', ᴄ: 'c', ᴏ: 'o', ᴜ: 'u', ᴛ: 't',
  ᴍ: 'm', ᴅ: 'd', ǃ: 'l', ǀ: 'l', ⅼ: 'l', ℮: 'e', ꮯ: 'c', ꭱ: 'e', đ: 'd', ħ: 'h', ŀ: 'l', ŧ: 't', ɇ: 'e', ƚ: 'l', ɨ: 'i', ө: 'o', ҽ: 'e', ё: 'e', ї: 'i',
}; // biome-ignore format: a table

const BORROWED = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

/**
 * Normalises a text to what it looks like: without case, accents, compatibility forms, invisible
 * characters or lookalike letters.
 */
export const looks = (text: string): string =>
  text
    .replace(/ϲ/gi, 'c')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{C}]/gu, (character) => (/\s/.test(character) ? character : ''))
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(BORROWED, (character) => LOOKALIKES[character] ?? '');

/**
 * The same without separators: spaces, line ends, dots and hyphens do not stop a reader from seeing
 * a word.
 */
const squeezed = (text: string): string => looks(text).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The same with confusable characters merged: « 1 » and « i » for « l », « 0 » for « o », « rn »
 * for « m » (after the prototypes of Unicode TR39). Texts and patterns are compared in this form.
 */
const confused = (text: string): string =>
  text
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/3/g, 'e')
    .replace(/5/g, 's')
    .replace(/9/g, 'g')
    .replace(/m/g, 'rn')
    .replace(/vv/g, 'w');

/** Size of the cache: more words than acts share, none longer than a word. */
const MAX_WORDS = 20_000;
const MAX_LENGTH = 40;
const folds = new Map<string, { readonly squeezed: string; readonly confused: string }>();

/** Normalises a word for the search, with a cache: acts use the same words over and over. */
function folded(word: string) {
  const known = folds.get(word);
  if (known) return known;
  const inOne = squeezed(word);
  const fold = { squeezed: inOne, confused: confused(inOne) };
  if (folds.size >= MAX_WORDS) folds.clear();
  if (word.length <= MAX_LENGTH) folds.set(word, fold);
  return fold;
}

/** Builds a pattern whose letters are merged like those of the text. */
const turn = (pattern: RegExp): RegExp => new RegExp(confused(pattern.source.replace(/[{]1,2}/g, '+')));

/** Searched anywhere, whatever separates their letters. */
const ANYWHERE: readonly RegExp[] = [
  // The same in the language that readers of PDF speak.
  /(?:electronical|digital)lysigned|signed(?:electronical|digital)ly|signedby|(?:electronic|digital)signature/,
  // The mentions of the frame, denied.
  /numerod(?:ecet(?:te)?|upresent|elapresente)(?:acte|arrete|decision)/,
  /est(?:en)?(?:le|la|l)?(?:seule?|vrai|veritable|unique)?auteure?d(?:elapresente|ecet(?:te)?|upresent)(?:acte|arrete|decision)/,
  /mentions?(?:de)?demonstration/,
  // An act under « signature applicative » says neither of itself nor of another that it is signed electronically.
  /sign(?:e{1,2}s?|atures?|er|ant)(?:electroni|numeri)qu/,
  /(?:electroni|numeri)quementsigne/,
  // Names another author than the frame does.
  /(?<!de|con|as|re|sous|in)signe{1,2}s?par/,
  /par(?:delegation|empechement)/,
  /present(?:e?acte|arrete|edecision)(?:est|aete)(?:pris|signe|etabli|delivre|rendu)e?par/,
  /verifiercetacte|certifiee?conforme/,
  // Announces other effects than the frame does.
  /effetsdelacte|seulsleseffetssuivants/,
].map(turn);

/** The same where digits are kept: another number. */
const NUMBERED: readonly RegExp[] = [
  /(?:cet(?:te)?|presente?)(?:acte|arrete|decision)(?:(?:porte|a|recoit)(?:pour)?(?:le|un)?(?:autre)?)?(?:n|no|numero)\d/,
];

/** Whole lines that read as a mention of the frame. */
const ALONE: readonly RegExp[] = [
  /^fait a\b/,
  /^signe{1,2}s?\b/,
  /^(?:le|la|les) signataires?\b/,
  /^signature\b/,
  /^(?:arrete|decision|acte)? ?(?:n ?[°º]|no|numero) ?:? ?\S+$/,
  /^(?:arrete|decision) (?:ministeriel(?:le)? )?du \d/,
  /^effets? (?:de l'arrete|de la (?:presente )?decision|du present (?:acte|arrete))\b/,
];

/** Anywhere in a line: the pages are counted by the portal. */
const PAGES = /\bpages? ?\d+ ?(?:sur|de|of|\/) ?\d+\b/;

const NUMBER = /\p{N}/u;

/** A whole line that names an authority and nothing else: the one who decides, or signs. */
const AUTHORITY =
  /^(?:pour |au nom d[ue] )?(?:l'|l[ea] |les )?(?:premiere? )?(?:ministre|garde des sceaux|secretaire (?:general|d'etat)|prefete?|(?:sous-)?direct(?:eur|rice)|president|cheffe?|rect(?:eur|rice)|procureur|delegue|adjointe?)\b/;
const VERB =
  /\b(?:est|sont|a|ont|sera|seront|peut|peuvent|doit|doivent|exercent?|executent?|assurent?|notifient?|procedent?|recoit|prend|veillent?)\b/;

/** « Éric DUPONT », « Mme Jeanne Martin » */
const NAME =
  /^(?:(?:M\.|Mme|Mlle|Monsieur|Madame)\s+)?(?:(?=\P{Ll}*\p{Ll})\p{Lu}[\p{L}’'.-]+(?:\s+\p{Lu}[\p{L}’'-]+){1,3}|(?:\p{Lu}\p{Ll}?\.[\s-]*){1,3}\p{Lu}[\p{L}’'-]{2,})\s*[,.]?$/u;
/** Marks around a line, and the call of a note after a name: they do not change what it says. */
const SET_OFF = /^[-–—―*_~•·"«“([|=\s]+(.*?)[-–—―*_~•·"»”)\]|=\s]+$/u;
const plainly = (text: string): string =>
  text
    .trim()
    .replace(SET_OFF, '$1')
    .replace(/(\p{L}{3})\d{1,2}$/u, '$1')
    .replace(/(?<=\p{Lu})0(?=\p{Lu})/gu, 'O')
    .replace(/(?<=\p{Lu})1(?=\p{Lu})/gu, 'I')
    .trim();
const FROM_ELSEWHERE = /(?!\p{Script=Latin}|\p{Script=Common})\p{L}/u;
/**
 * True for a word of Latin letters that borrows one from another alphabet, to read otherwise than
 * it is written.
 */
const isMixed = (word: string): boolean =>
  (word.match(/\p{L}/gu) ?? []).length >= 5 && /\p{Script=Latin}/u.test(word) && FROM_ELSEWHERE.test(word);
const TITLED = /^(?:article|titre|chapitre|section|annexe|vu|considerant)\b/;

/**
 * Finds what a text says against the mentions that the portal draws around it: that it is signed
 * electronically, by another person, under another delegation or number. Returns the words found,
 * as they are written.
 * It is a list of patterns, each of which can be explained to the author of the text. It does not
 * understand sentences.
 * @param agent the person the act is about: their name may stand on a line of its own
 */
export function contradictionsIn(
  lines: readonly SeenLine[],
  agent: { readonly firstName: string; readonly lastName: string },
): string[] {
  const found = new Set<string>();
  const words = lines.flatMap(({ text }) => text.split(/\s+/)).filter((word) => word !== '');
  const seen = words.map(folded);
  for (const [patterns, pieces] of [
    [ANYWHERE, seen.map((word) => word.confused)],
    [NUMBERED, seen.map((word) => word.squeezed)],
  ] as const) {
    const whole = inOnePiece(words, pieces);
    for (const pattern of patterns) {
      const match = pattern.exec(whole.text);
      if (match) found.add(whole.wordsAt(match.index, match[0].length));
    }
  }
  const own = [`${agent.firstName} ${agent.lastName}`, `${agent.lastName} ${agent.firstName}`].map(looks);
  const isAgent = (line: string) =>
    own.some((name) => line.includes(name) && !/\p{L}+ \p{L}+/u.test(line.replace(name, '')));
  for (const { text, alone } of lines) {
    if (FROM_ELSEWHERE.test(text))
      for (const word of text.split(/[^\p{L}\p{M}\p{N}]+/u)) if (isMixed(word)) found.add(word);
    if (NUMBER.test(text) && PAGES.test(looks(text))) found.add(text.trim());
    if (!alone) continue;
    const written = plainly(text);
    const line = looks(written).replace(/\s+/g, ' ').trim();
    const authority = AUTHORITY.test(line) && !VERB.test(line);
    const name = NAME.test(written) && !TITLED.test(line) && !isAgent(line);
    if (authority || name || ALONE.some((pattern) => pattern.test(line))) found.add(text.trim());
  }
  return [...found];
}

/** Joins the normalised words in one text, with the way back to each word. */
function inOnePiece(words: readonly string[], folded: readonly string[]) {
  const ends: number[] = [];
  let text = '';
  for (const word of folded) {
    text += word;
    ends.push(text.length);
  }
  return {
    text,
    wordsAt(index: number, length: number): string {
      const first = ends.findIndex((end) => end > index);
      const last = ends.findIndex((end) => end >= index + length);
      return words.slice(first, last + 1).join(' ');
    },
  };
}
