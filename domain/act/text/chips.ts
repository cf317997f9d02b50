/** A part of a block: words, or a datum by its path, in a format (`as` null: the one of its type). */
export type Run = { readonly words: string } | Chip;
export interface Chip {
  readonly data: string;
  readonly as: string | null;
}

/** « {path} » or « {path:format} ». A brace that opens none is a letter like another, which the checks point at. */
export const CHIP = /\{([^{}\n]{1,200})\}/g;

export const isChip = (run: Run): run is Chip => 'data' in run;

export function chipIn(inner: string): Chip {
  const colon = inner.indexOf(':');
  if (colon === -1) return { data: inner.trim(), as: null };
  return { data: inner.slice(0, colon).trim(), as: inner.slice(colon + 1).trim() };
}

export const chipText = ({ data, as }: Chip): string => (as === null ? `{${data}}` : `{${data}:${as}}`);

/** A text with another chip in the place of one of its own, by its number: a datum may stand twice in a sentence. */
export function withChipAt(text: string, place: number, chip: Chip): string {
  let met = 0;
  return text.replace(CHIP, (written) => (met++ === place ? chipText(chip) : written));
}

/** The parts of a text, in their order. One pass: what a datum says is never read again. */
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
