/** What makes a first word feminine, or masculine, beyond doubt. */
const FEMININE =
  /(?:trice|teuse|euse|ère|effe|enne|onne|ente|ante|ée|ointe|ienne|eure|ate|ète|ale|elle|aute|esse|gente|ute|ine)$/;
const MASCULINE = /(?:teur|eur|ier|er|ef|ien|yen|on|ent|ant|é|oint|al|at|et|in|el|aut|ut|ître)$/;
/** Words that are the same for all: the adjective that follows tells, where there is one (« secrétaire générale »). */
const EPICENE =
  /^(?:secrétaire|ministre|juge|commissaire|responsable|capitaine|maire|notaire|bibliothécaire|gestionnaire|interprète|diplomate|architecte|économe|comptable|vétérinaire|psychologue|archiviste|fonctionnaire)$/;
const ADJECTIVE =
  /^(?:(?:généra|principa|(?:inter)?régiona|départementa|territoria|nationa|centra|loca)l|adjoint|délégué|chargé|référent|suppléant|placé)(e?)$/;
const ARTICLE = /^(?:le|la|les) |^l[’']/i;
const VOWEL = /^(?:[aeiouyàâäéèêëîïôöùûüœæ]|huissi|hôte|hôtesse)/i;

/**
 * An authority as an act opens with it: « La directrice des services judiciaires ». The quality is how a post is written, with
 * its article or without: where nothing shows which one it takes (« juge d’instruction »), it is left as it is rather than
 * guessed, and whoever keeps the post writes it with its article.
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

/** The same within a sentence: « Pour la présidente… », where it was written without its article. */
export function articled(quality: string): string {
  const said = withArticle(quality);
  const isGiven = said === capitalised(quality.trim());
  return isGiven ? quality.trim() : said.charAt(0).toLocaleLowerCase('fr') + said.slice(1);
}

/** Whether acts would say it bare: it was written without its article, and nothing shows which one it takes. */
export const lacksArticle = (quality: string): boolean => !ARTICLE.test(articled(quality));

const articleOf = (word: string): 'la' | 'le' | null =>
  FEMININE.test(word) ? 'la' : MASCULINE.test(word) ? 'le' : null;

export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
