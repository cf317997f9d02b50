/** What proves a first word feminine or masculine. */
const FEMININE =
  /(?:trice|teuse|euse|ère|effe|enne|onne|ente|ante|ée|ointe|ienne|eure|ate|ète|ale|elle|aute|esse|gente|ute|ine)$/;
const MASCULINE = /(?:teur|eur|ier|er|ef|ien|yen|on|ent|ant|é|oint|al|at|et|in|el|aut|ut|ître)$/;
/**
 * Words of either gender: the adjective that follows decides, if there is one (« secrétaire
 * générale »).
 */
const EPICENE =
  /^(?:secrétaire|ministre|juge|commissaire|responsable|capitaine|maire|notaire|bibliothécaire|gestionnaire|interprète|diplomate|architecte|économe|comptable|vétérinaire|psychologue|archiviste|fonctionnaire)$/;
const ADJECTIVE =
  /^(?:(?:généra|principa|(?:inter)?régiona|départementa|territoria|nationa|centra|loca)l|adjoint|délégué|chargé|référent|suppléant|placé)(e?)$/;
const ARTICLE = /^(?:le|la|les) |^l[’']/i;
const VOWEL = /^(?:[aeiouyàâäéèêëîïôöùûüœæ]|huissi|hôte|hôtesse)/i;

/**
 * Writes an authority as an act opens with it: « La directrice des services judiciaires ». A post
 * may be written with its article or without; where nothing shows which article it takes (« juge
 * d’instruction »), it is left as it is rather than guessed, and the person who maintains the post
 * writes it with its article.
 */
export function withArticle(quality: string): string {
  const text = quality.trim();
  if (ARTICLE.test(text)) return capitalised(text);
  const [first = '', second = ''] = text.split(/\s+/).map((word) => word.replace(/^(?:sous|vice)-/i, '').toLowerCase());
  const adjective = EPICENE.test(first) ? ADJECTIVE.exec(second) : null;
  const article = EPICENE.test(first) ? adjective && (adjective[1] === 'e' ? 'la' : 'le') : articleOf(first);
  if (article === null) return capitalised(text);
  return capitalised(VOWEL.test(text) ? `l’${text}` : `${article} ${text}`);
}

/** Writes an authority with its article within a sentence: « Pour la présidente… ». */
export function articled(quality: string): string {
  const said = withArticle(quality);
  const isGiven = said === capitalised(quality.trim());
  return isGiven ? quality.trim() : said.charAt(0).toLocaleLowerCase('fr') + said.slice(1);
}

/**
 * True if acts would print it without an article: none was written, and nothing shows which one it
 * takes.
 */
export const lacksArticle = (quality: string): boolean => !ARTICLE.test(articled(quality));

const articleOf = (word: string): 'la' | 'le' | null =>
  FEMININE.test(word) ? 'la' : MASCULINE.test(word) ? 'le' : null;

/** Capitalises the first letter. */
export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
