/**
 * How people usually end a visa or a recital, where the act prints « ; »: the point of « etc. » and
 * of « et s. » is part of the word.
 */
export const ENDING = /(?:\s*[;,]|…|\.{2,}|(?<!(?<!\p{L})(?:\p{L}|etc))\.)\s*$/u;

/** How a French clause may begin: it is lower-cased in the middle of a sentence, unlike a name. */
const SUBJECT =
  /^(?:le|la|les|un|une|des|du|de|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|votre|vos|il|elle|ils|elles|on|vous|nous|aucune?|chaque|tous|toutes?|plusieurs|seule?s?|deux|trois|quatre|cinq|en|dans|pour|par|sur|sans|au|aux|à|selon|compte|si|lorsque|conformément|malgré|depuis|après|avant|dès|eu)\b|^[ldcn][’']/iu;
/** Forms that are verbs and nothing else: « demande » or « compte » may be nouns. */
const VERB =
  /(?<![\p{L}’'-])(?:est|sont|était|étaient|a|ont|avait|avaient|aurait|auraient|peut|peuvent|pouvait|pouvaient|doit|doivent|devait|devaient|prévoit|prévoient|disposent?|permet|permettent|exige|exigent|impose|imposent|subordonne|comprend|comprennent|convient|font|manquent|\p{L}+(?:er|ir|dr|ettr)(?:a|ont|ait|aient))(?!\p{L})|(?<!\p{L})(?:ne\s+(?!pas\b)|n[’'])\p{L}/iu;

/**
 * Turns a reason of refusal, as its author wrote it, into a recital: drops the ending that the act
 * prints, and introduces it so that the sentence reads, « que le service… », « qu’il… ». Words that
 * make no clause are quoted as they are.
 */
export function recitalOf(reason: string): string {
  const text = reason
    .trim()
    .replace(/^[-–—•*]\s+/, '')
    .replace(/^considérant\s+/i, '')
    .replace(ENDING, '')
    .trim();
  if (/^qu(?:e\b|[’'])/i.test(text)) return lowered(text);
  const source = VERB.test(text) ? null : sourceOf(text);
  if (source !== null) return source;
  if (!SUBJECT.test(text) || !VERB.test(text)) return `le motif suivant : «\u00a0${text}\u00a0»`;
  return /^(?:[aeiouyàâéèêîôû]|h(?:uit)?(?!\p{L}))/iu.test(text) ? `qu’${lowered(text)}` : `que ${lowered(text)}`;
}

/** A text of law by itself, with its article: « l’article L. 612-1 du code… » reads after « Considérant ». */
const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^(?:l[’'](?:article|arrêté|ordonnance)|les (?:articles|dispositions)|le (?:code|décret)|la loi)(?!\p{L})/iu, ''],
  [/^articles(?!\p{L})/iu, 'les '],
  [/^(?:article|arrêté|ordonnance)(?!\p{L})/iu, 'l’'],
  [/^(?:code|décret)(?!\p{L})/iu, 'le '],
  [/^loi(?!\p{L})/iu, 'la '],
];
function sourceOf(text: string): string | null {
  const found = SOURCES.find(([begins]) => begins.test(text));
  return found === undefined ? null : found[1] + lowered(text);
}

/**
 * Writes a clause as the continuation of a sentence: « L’agent n’a pas… » loses its capital.
 * Anything else, and a name, stays as it is.
 */
export const clauseWithin = (text: string): string => (SUBJECT.test(text) && VERB.test(text) ? lowered(text) : text);

const lowered = (text: string): string => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);
