import { isRecord, type Read, rowsIn, said, type Words, wordsOf } from './read-json.ts';

export interface ChoiceRow {
  readonly value: string;
  readonly label: Words;
}

export interface InputRow {
  readonly name: string;
  readonly label: Words;
  readonly optional?: boolean;
  readonly variable?: boolean;
  readonly choices?: readonly ChoiceRow[];
  /** An {@link InputKind}, if it is one. */
  readonly kind?: string;
  readonly heading?: Words;
  readonly whenAbsent?: Words;
}

export interface OutputRow {
  readonly name: string;
  readonly label: Words;
}

/** What `block.json` says, as an analyst's draft may hold it: anything may still be missing. What this form does not show stays. */
export interface Declared {
  readonly title: Words;
  readonly summary: Words;
  readonly inputs: readonly InputRow[];
  readonly outputs: readonly OutputRow[];
}

/** Reads a declaration; null when it is none that a form can show. */
export function readDeclared(text: string | null): Declared | null {
  try {
    const read: unknown = JSON.parse(text ?? '');
    if (!isRecord(read)) return null;
    const inputs = rowsOf(read.inputs, (row) => ({
      ...row,
      ...('heading' in row && { heading: wordsOf(row.heading) }),
      ...('whenAbsent' in row && { whenAbsent: wordsOf(row.whenAbsent) }),
      ...(Array.isArray(row.choices) && {
        choices: rowsOf(row.choices, (choice) => ({ ...choice, value: said(choice.value) })),
      }),
    }));
    const outputs = rowsOf(read.outputs);
    if (inputs === null || outputs === null) return null;
    return {
      ...read,
      title: wordsOf(read.title),
      summary: wordsOf(read.summary),
      inputs,
      outputs,
    } as unknown as Declared;
  } catch {
    return null;
  }
}

/** A declaration as the house writes it. */
export const writeDeclared = (declared: Declared): string => `${JSON.stringify(declared, null, 2)}\n`;

/** Rows with a name and a label; null when they are no such rows. */
function rowsOf(value: unknown, more: (row: Read) => Read = (row) => row): Read[] | null {
  const read = (row: Read): Read => ({
    ...more(row),
    ...('name' in row && { name: said(row.name) }),
    label: wordsOf(row.label),
  });
  return rowsIn(value)?.map(read) ?? null;
}
