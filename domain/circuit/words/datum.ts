import type { Bilingual } from '../../bilingual.ts';

/** The formats that each type of datum can be written in; the first is the default. */
export const FORMATS = {
  text: ['text'],
  person: ['text'],
  date: ['date', 'numeric'],
  number: ['number', 'ordinal', 'amount', 'percent'],
  amount: ['amount', 'number'],
  quota: ['percent', 'number'],
  echelon: ['ordinal', 'number'],
  fraction: ['fraction'],
  choice: ['label', 'words', 'text'],
  boolean: ['yes-no', 'words'],
  outcome: ['label', 'words'],
  /** Agrees with the agent: its format is the word, « autorisé ». */
  agreement: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type DatumType = keyof typeof FORMATS;

/** What a block can name. */
export interface ActDatum {
  /** `agent.name`, `form.quota`, `situation.teletravail.jours`, `step.instruction/visa.day`. */
  readonly path: string;
  readonly label: Bilingual;
  readonly type: DatumType;
  /** Whether every act has it: what is not sure stands in a block that says « if it is known ». */
  readonly sure: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** Declares a datum of the portal, with its names in both languages. */
export const datum = (path: string, fr: string, en: string, type: DatumType = 'text', sure = true): ActDatum => ({
  path,
  label: { fr, en },
  type,
  sure,
});
