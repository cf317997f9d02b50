/** The words of a circuit in one language: the `texts.<language>.json` beside its diagram. */
export interface CircuitTexts {
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly delay?: string;
  /** Names of pieces, by type. */
  readonly pieces: Readonly<Record<string, string>>;
  /** Names of the diagram's elements, by id. */
  readonly elements: Readonly<Record<string, string>>;
  /** « key.label », « key.description », « key.options.value », « key.text », « key.validateMessage ». */
  readonly form: Readonly<Record<string, string>>;
  /** Messages, by the key that « notify » names. */
  readonly mails: Readonly<Record<string, { readonly subject: string; readonly body: string }>>;
  /** What acts say beside their template; acts are in French. */
  readonly acts?: Readonly<Record<string, ActTexts>>;
}

export interface ActTexts {
  /** What the act is called where it is filed: « Arrêté portant… ». */
  readonly name: string;
  /** Object of the act, as its heading goes on after the date: « portant… ». */
  readonly title: string;
  /** Ways and times of appeal, one string a paragraph. */
  readonly appeal: readonly string[];
  /** Services that receive a copy. */
  readonly ampliations: readonly string[];
  readonly legalReferences?: readonly string[];
}

const TEXTS = ['title', 'summary', 'category'] as const;
const MAPS = ['pieces', 'elements', 'form', 'mails'] as const;

/**
 * Reads one sidecar.
 * @throws {TypeError} saying what it lacks
 */
export function readTexts(source: string | undefined, path: string): CircuitTexts {
  if (source === undefined) throw new TypeError(`${path} is missing`);
  let texts: Record<string, unknown>;
  try {
    texts = JSON.parse(source) as Record<string, unknown>;
  } catch (error) {
    throw new TypeError(`${path} is not JSON: ${(error as Error).message}`);
  }
  for (const name of TEXTS) {
    if (typeof texts[name] !== 'string' || texts[name] === '') throw new TypeError(`${path} has no « ${name} »`);
  }
  for (const name of MAPS) {
    if (typeof texts[name] !== 'object' || texts[name] === null) throw new TypeError(`${path} has no « ${name} »`);
  }
  return texts as unknown as CircuitTexts;
}
