/** What makes a first word feminine beyond doubt; words that are the same for all (ministre, juge…) are not here. */
const FEMININE = /(?:trice|teuse|euse|ère|effe|enne|onne|ente|ante|ée|ointe|ienne)$/;
const MASCULINE = /(?:teur|eur|ier|er|ef|ien|on|ent|ant|é|oint|al)$/;
const VOWEL = /^[aeiouyàâäéèêëîïôöùûüœæh]/i;

/**
 * An authority as an act opens with it: « La directrice des services judiciaires ». The quality is how a post is written,
 * without article; where its first word shows neither « le » nor « la », it is left as it is rather than guessed.
 */
export function withArticle(quality: string): string {
  const text = quality.trim();
  if (/^(?:le|la|les) |^l[’']/i.test(text)) return capitalised(text);
  const first = (text.split(/\s/)[0] ?? '').replace(/^(?:sous|vice)-/i, '');
  const article = FEMININE.test(first) ? 'la' : MASCULINE.test(first) ? 'le' : null;
  if (article === null) return capitalised(text);
  return capitalised(VOWEL.test(text) ? `l’${text}` : `${article} ${text}`);
}

export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
