/**
 * A part of a block: words, or a datum by its path, in a format (`as` null: the default of its
 * type).
 */
export type Run = { readonly words: string } | Chip;
/** A datum by its path, and the format it is written in. */
export interface Chip {
  readonly data: string;
  readonly as: string | null;
}

/**
 * « {path} » or « {path:format} ». A brace that opens no datum is plain text, which the checks
 * report.
 */
export const CHIP = /\{([^{}\n]{1,200})\}/g;

export const isChip = (run: Run): run is Chip => 'data' in run;

/** Parses what stands between braces. */
export function chipIn(inner: string): Chip {
  const colon = inner.indexOf(':');
  if (colon === -1) return { data: inner.trim(), as: null };
  return { data: inner.slice(0, colon).trim(), as: inner.slice(colon + 1).trim() };
}

/** Writes a chip back as text. */
export const chipText = ({ data, as }: Chip): string => (as === null ? `{${data}}` : `{${data}:${as}}`);

/** Replaces one chip of a text, by its index: a datum may appear twice in a sentence. */
export function withChipAt(text: string, place: number, chip: Chip): string {
  let met = 0;
  return text.replace(CHIP, (written) => (met++ === place ? chipText(chip) : written));
}

/**
 * Splits a text into its parts, in order, in one pass: the value of a datum is never parsed again.
 */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(CHIP)) {
    if (match.index > end) runs.push({ words: text.slice(end, match.index) });
    runs.push(chipIn(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ words: text.slice(end) });
  return runs;
}
