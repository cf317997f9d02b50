import type { CivilDate } from '../calendar/civil-date.ts';
import { readFormatted } from '../formats/field-format.ts';
import type { KeptValue, SituationEntry, ThemeValue } from './entry.ts';
import type { Guarantee } from './guarantee.ts';
import { type ReadChange, readChange, type Unread, type ValueSources } from './read-asked.ts';
import { daysAsked, guaranteeOf, type Theme, type ThemeField, typedFields, untilKey } from './themes/theme.ts';

/** Origins of an entry. */
export const ENTRY_ORIGINS = ['request', 'taken-over', 'import', 'correction', 'undoing'] as const;
/** The origin of an entry. */
export type EntryOrigin = (typeof ENTRY_ORIGINS)[number];

/** Ways to correct an entry. */
export const CORRECTION_PATHS = ['alone', 'two', 'act', 'request'] as const;
/**
 * Who corrects an entry: a gestionnaire of the file, `alone` or with a second one (`two`); or
 * neither: it comes from an `act`, or from the agent’s own proved `request`, and only another act
 * or request changes it (G2).
 */
export type CorrectionPath = (typeof CORRECTION_PATHS)[number];

/**
 * Returns who may correct an entry: at or above the guarantee of its theme. The database applies
 * the same rule (`correction_takes`). Themes with a sensitive field are never corrected, because
 * nobody corrects a value that they cannot read.
 */
export function correctionPath(
  theme: Theme,
  { origin, guarantee }: { readonly origin: EntryOrigin; readonly guarantee: Guarantee | null },
): CorrectionPath {
  const asked = guaranteeOf(theme);
  if (asked === 'two-person' || theme.fields.some(({ sensitive }) => sensitive)) return 'request';
  const grounded = origin === 'request' || origin === 'undoing' ? (guarantee ?? asked) : null;
  if (grounded === 'two-person') return 'request';
  if (grounded === 'act') return 'act';
  return asked === 'act' ? 'two' : 'alone';
}

/** Returns an entry as answers of a form: its fields and its days, by their keys. */
export function answersOfEntry(theme: Theme, { value, from, until }: SituationEntry): Record<string, unknown> {
  const { inTime } = theme;
  const fields = typedFields(theme).map(({ key }) => [key, value[key] ?? null]);
  const days = daysAsked(theme).map((key) => [key, key === inTime.from ? from : until]);
  return Object.fromEntries([...fields, ...days]);
}

/**
 * Reads an entry as corrected, from the answers given. If no answer gives its day, the entry keeps
 * its own.
 * @returns the corrected entry, or the key that is wrong
 */
export async function readCorrection(
  theme: Theme,
  cited: SituationEntry,
  answers: Readonly<Record<string, unknown>>,
  sources: Omit<ValueSources, 'payMonth' | 'today'>,
): Promise<ReadChange | Unread | { readonly wrong: string; readonly code: string }> {
  const given: Record<string, unknown> = {};
  for (const field of typedFields(theme)) {
    const read = formatted(field, answers[field.key]);
    if ('code' in read) return { wrong: field.key, ...read };
    given[field.key] = read.value;
  }
  const days = Object.fromEntries(daysAsked(theme).map((key) => [key, answers[key]]));
  const { from, until, item = null } = cited;
  const month = theme.fields.find(({ source }) => source === 'pay-month');
  const read = await readChange(
    theme,
    { ...given, ...days },
    {
      ...sources,
      payMonth: month === undefined ? null : textOf(cited.value[month.key]),
      today: from,
    },
  );
  if ('wrong' in read) return read;
  return { ...read, until: untilKey(theme.inTime) === undefined ? until : read.until, item };
}

const textOf = (value: KeptValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** Normalises a telephone number or an address as forms store them. */
function formatted({ type }: ThemeField, value: unknown): { readonly value: unknown } | { readonly code: string } {
  if ((type !== 'phone' && type !== 'email') || typeof value !== 'string' || value === '') return { value };
  return readFormatted(type, value, null);
}

/** True if a correction changes nothing. */
export const isSameEntry = (
  theme: Theme,
  cited: { readonly value: ThemeValue; readonly from: CivilDate; readonly until: CivilDate | null },
  read: ReadChange,
): boolean =>
  cited.from === read.from &&
  cited.until === read.until &&
  theme.fields
    .filter(({ source }) => source !== 'balance')
    .every(({ key }) => JSON.stringify(cited.value[key]) === JSON.stringify(read.value[key]));

/** States of a correction. */
export const CORRECTION_STATES = ['open', 'applied', 'refused', 'taken-back'] as const;
