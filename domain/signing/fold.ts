import type { Bilingual } from '../bilingual.ts';

/**
 * What sets an act apart whatever the other acts contain: the decisions on its request, and the
 * outcome of earlier ones.
 */
export const MARKS = [
  'opinion-reserved',
  'opinion-unfavorable',
  'refused-before',
  'rule-warned',
  'touched-since',
] as const;
/** A reason to look at an act separately. */
export type Mark = (typeof MARKS)[number];

/** A value of an act, with its label. */
export interface Said {
  readonly key: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
}

/** An act that awaits signature, as it is compared with the others of its kind. */
export interface ComparedAct {
  readonly taskKey: string;
  readonly said: readonly Said[];
  readonly marks: readonly Mark[];
}

/**
 * A value of one act that the fold does not share; null: the act leaves a field empty that others
 * fill in.
 */
export interface Difference {
  readonly key: string;
  readonly value: Bilingual | null;
}

/** An act of a fold: how it differs, and why it is set apart. */
export interface FoldedAct {
  readonly taskKey: string;
  readonly differs: readonly Difference[];
  readonly marks: readonly Mark[];
  /** Keys of the fields where it differs from nearly all others. */
  readonly unusual: readonly string[];
}

/**
 * Acts of one kind: their common values, once, and how each differs. Those to be checked separately
 * come first.
 */
export interface Fold {
  readonly common: readonly Said[];
  /** Fields on which the acts differ, in the order of the form. */
  readonly fields: readonly Omit<Said, 'value'>[];
  readonly outliers: readonly FoldedAct[];
  readonly alike: readonly FoldedAct[];
}

/**
 * A value shared by at least this part of the acts is usual: an act with another one is an outlier.
 */
const USUAL_SHARE = 0.9;

/**
 * Folds acts of one kind. An act is an outlier if it has a mark, or if it departs from what at
 * least nine in ten have; so fewer than ten acts are set apart by marks alone. The acts keep their
 * order.
 */
export function foldOf(acts: readonly ComparedAct[]): Fold {
  const fields = fieldsOf(acts);
  const rows = acts.map((act) => ({ act, said: new Map(act.said.map(({ key, value }) => [key, value])) }));
  const usual = new Map(fields.map(({ key }) => [key, usualOf(rows.map(({ said }) => textOf(said.get(key))))]));
  const departing = (said: ReadonlyMap<string, Bilingual>): string[] =>
    fields.flatMap(({ key }) => {
      const expected = usual.get(key);
      return expected === undefined || expected === textOf(said.get(key)) ? [] : [key];
    });
  const judged = rows.map((row) => ({ ...row, unusual: departing(row.said) }));
  const isOutlier = ({ act, unusual }: (typeof judged)[number]) => act.marks.length > 0 || unusual.length > 0;
  const like = judged.filter((row) => !isOutlier(row));
  // If every act is an outlier, what they share is still shown once.
  const shared = commonOf(
    fields,
    (like.length > 0 ? like : judged).map(({ said }) => said),
  );
  const folded = ({ act, said, unusual }: (typeof judged)[number]): FoldedAct => ({
    ...{ taskKey: act.taskKey, marks: act.marks, unusual },
    differs: fields.flatMap(({ key }) => {
      const value = said.get(key) ?? null;
      return shared.has(key) && shared.get(key) === textOf(value ?? undefined) ? [] : [{ key, value }];
    }),
  });
  const differing = new Set(judged.map(folded).flatMap(({ differs }) => differs.map(({ key }) => key)));
  const [first] = like.length > 0 ? like : judged;
  return {
    common: fields.flatMap(({ key, label }) => {
      const value = shared.has(key) ? first?.said.get(key) : undefined;
      return value === undefined ? [] : [{ key, label, value }];
    }),
    fields: fields.filter(({ key }) => differing.has(key)),
    outliers: judged.filter(isOutlier).map(folded),
    alike: like.map(folded),
  };
}

/** Lists every field that an act has a value for, as first met. */
function fieldsOf(acts: readonly ComparedAct[]): Omit<Said, 'value'>[] {
  const labels = new Map<string, Bilingual>();
  for (const { said } of acts) for (const { key, label } of said) if (!labels.has(key)) labels.set(key, label);
  return [...labels].map(([key, label]) => ({ key, label }));
}

/** Returns the text compared for a value: an empty one is compared like any other. */
const textOf = (value: Bilingual | undefined): string => (value === undefined ? '' : `${value.fr}\n${value.en}`);

/** Returns the value that nearly all have; undefined: none is usual. */
function usualOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [text, count] of counts) if (count >= texts.length * USUAL_SHARE) return text;
  return undefined;
}

/** Returns the values that all share, by field. */
function commonOf(
  fields: readonly { readonly key: string }[],
  acts: readonly ReadonlyMap<string, Bilingual>[],
): ReadonlyMap<string, string> {
  const common = new Map<string, string>();
  for (const { key } of fields) {
    const text = textOf(acts[0]?.get(key));
    if (acts.every((said) => textOf(said.get(key)) === text)) common.set(key, text);
  }
  return common;
}
