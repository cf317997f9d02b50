/**
 * Kinds of block of an act written as text. `references`: the visas that the portal adds (texts of
 * the circuit, opinions given); `reasons`: the reasons of the refusal, in law then in fact. Neither
 * has a text of its own.
 */
export const BLOCK_KINDS = ['visa', 'references', 'recital', 'reasons', 'article', 'paragraph'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const CONDITIONS = ['known', 'unknown', 'equal', 'different'] as const;
/**
 * The condition of a block: a datum by its path, compared with a value (as text) where it is
 * compared.
 */
export interface ActCondition {
  readonly data: string;
  readonly is: (typeof CONDITIONS)[number];
  readonly value?: string;
}

/** A block: a sentence in French with data between braces, « {form.startDate} », « {form.quota:percent} » (chips.ts). */
export interface ActBlock {
  readonly is: BlockKind;
  readonly text: string;
  /** All of these, for it to be printed. */
  readonly when?: readonly ActCondition[];
}

/**
 * An act as its text defines it: `act.act.json`, `refusal.act.json` beside the diagram. Read as
 * data: none of it is code.
 */
export interface ActDocument {
  readonly blocks: readonly ActBlock[];
  /** What is printed for each value of a datum, where it is written `{…:words}`. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A block as it is typeset: plain words. « Vu », « Considérant », « Article 2 » come with the page. */
export interface PrintedBlock {
  readonly is: 'visa' | 'recital' | 'article' | 'paragraph';
  readonly text: string;
}

export const ACT_ENDING = '.act.json';
/** More blocks than an act of ten pages has. */
export const MAX_BLOCKS = 200;
export const MAX_BLOCK_TEXT = 4_000;

export const isWordless = (kind: BlockKind): boolean => kind === 'references' || kind === 'reasons';

/** A document, or why a file is not one: the keys that lead to the fault. */
export type ReadDocument = { readonly document: ActDocument } | { readonly reason: string };

/** Parses a document and reports where it is malformed. */
export function readDocument(source: string): ReadDocument {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return { reason: (error as Error).message };
  }
  const reason = faultIn(value);
  return reason === null ? { document: value as ActDocument } : { reason };
}

/** Serialises a document with one value a line, so that two versions can be compared. */
export const writtenDocument = (document: ActDocument): string => `${JSON.stringify(document, null, 2)}\n`;

type Keys = Readonly<Record<string, unknown>>;
const isKeys = (value: unknown): value is Keys => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first key that is none of these. */
const stranger = (value: Keys, ...known: string[]): string | undefined =>
  Object.keys(value).find((key) => !known.includes(key));

function faultIn(value: unknown): string | null {
  if (!isKeys(value) || !Array.isArray(value.blocks)) return 'blocks';
  const other = stranger(value, 'blocks', 'words');
  if (other !== undefined) return other;
  if (value.blocks.length > MAX_BLOCKS) return `blocks > ${MAX_BLOCKS}`;
  for (const [index, block] of value.blocks.entries()) {
    const fault = blockFault(block);
    if (fault !== null) return `blocks.${index}.${fault}`;
  }
  return value.words === undefined ? null : wordsFault(value.words);
}

function blockFault(block: unknown): string | null {
  if (!isKeys(block)) return 'is';
  const { is, text, when } = block;
  if (!BLOCK_KINDS.some((kind) => kind === is)) return `is: ${String(is)}`;
  if (typeof text !== 'string' || text.length > MAX_BLOCK_TEXT) return 'text';
  if (when !== undefined && (!Array.isArray(when) || !when.every(isCondition))) return 'when';
  return stranger(block, 'is', 'text', 'when') ?? null;
}

const isCondition = (value: unknown): boolean =>
  isKeys(value) &&
  typeof value.data === 'string' &&
  CONDITIONS.some((one) => one === value.is) &&
  (value.value === undefined || typeof value.value === 'string') &&
  stranger(value, 'data', 'is', 'value') === undefined;

function wordsFault(words: unknown): string | null {
  if (!isKeys(words)) return 'words';
  const wrong = Object.entries(words).find(
    ([, said]) => !isKeys(said) || !Object.values(said).every((text) => typeof text === 'string'),
  );
  return wrong === undefined ? null : `words.${wrong[0]}`;
}
