import type { Bilingual } from '../circuit/manifest.ts';

/** What sets an act apart whatever the others say: the decisions on its request, and what became of earlier ones. */
export const MARKS = [
  'opinion-reserved',
  'opinion-unfavorable',
  'refused-before',
  'rule-warned',
  'touched-since',
] as const;
export type Mark = (typeof MARKS)[number];

/** One thing that an act says, under a label. */
export interface Said {
  readonly key: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
}

/** An act that waits for a signature, as it is compared with the others of its kind. */
export interface ComparedAct {
  readonly taskKey: string;
  readonly said: readonly Said[];
  readonly marks: readonly Mark[];
}

/** What one act says that the fold does not say of all; null where it says nothing of a field that others fill in. */
export interface Difference {
  readonly key: string;
  readonly value: Bilingual | null;
}

/** An act of a fold: what differs, and why it is not like the others. */
export interface FoldedAct {
  readonly taskKey: string;
  readonly differs: readonly Difference[];
  readonly marks: readonly Mark[];
  /** Keys of what it says otherwise than nearly all others. */
  readonly unusual: readonly string[];
}

/** Acts of one kind: what they have in common once, and of each what differs. Those to be looked at stand apart, first. */
export interface Fold {
  readonly common: readonly Said[];
  /** What the acts do not all say alike, in the order of the form. */
  readonly fields: readonly Omit<Said, 'value'>[];
  readonly outliers: readonly FoldedAct[];
  readonly alike: readonly FoldedAct[];
}

/** What so large a part of the acts says is what is usual: whoever says otherwise is an outlier. */
const USUAL_SHARE = 0.9;

/**
 * Folds acts of one kind. An act is an outlier where a mark is on it, or where it departs from what at least nine in ten say; so
 * fewer than ten acts are told apart by marks alone. The acts keep their order.
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
  // Where every act is to be looked at, what they share is still said once.
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

/** Every field that an act says something of, as first met. */
function fieldsOf(acts: readonly ComparedAct[]): Omit<Said, 'value'>[] {
  const labels = new Map<string, Bilingual>();
  for (const { said } of acts) for (const { key, label } of said) if (!labels.has(key)) labels.set(key, label);
  return [...labels].map(([key, label]) => ({ key, label }));
}

/** What is compared of a value: nothing said is a value like another. */
const textOf = (value: Bilingual | undefined): string => (value === undefined ? '' : `${value.fr}\n${value.en}`);

/** What nearly all say; undefined where nothing is usual. */
function usualOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [text, count] of counts) if (count >= texts.length * USUAL_SHARE) return text;
  return undefined;
}

/** What all say alike, by field. */
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
