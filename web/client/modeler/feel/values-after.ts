import type { OfferedValue } from './offered-names.ts';

/** The values that may stand where one types, and from where to where they replace what is there. */
export interface ValuesAfter {
  readonly from: number;
  readonly to: number;
  readonly values: readonly OfferedValue[];
}

/** `outcome = `, `outcome != "fav`, `outcome in ("favorable", `. */
const COMPARED =
  /([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*(?:!?=|\bin\s*[([](?:\s*"[^"]*"\s*,)*)\s*("?[^\s"=<>()[\],]*)$/u;

/** What a name may be, where it is compared just before the cursor; null anywhere else. */
export function valuesAfter(
  text: string,
  cursor: number,
  valuesOf: (name: string) => readonly OfferedValue[],
): ValuesAfter | null {
  const [, name = '', begun = ''] = COMPARED.exec(text.slice(0, cursor)) ?? [];
  const values = name === '' ? [] : valuesOf(name);
  if (values.length === 0) return null;
  // The editor closes the quotes that one opens.
  const isClosed = begun.startsWith('"') && text[cursor] === '"';
  return { from: cursor - begun.length, to: isClosed ? cursor + 1 : cursor, values };
}
