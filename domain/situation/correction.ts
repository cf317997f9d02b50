import type { CivilDate } from '../calendar/civil-date.ts';
import type { Guarantee } from '../effect/guarantee.ts';
import { readFormatted } from '../formats/field-format.ts';
import type { KeptValue, SituationEntry, ThemeValue } from './entry.ts';
import { type ReadChange, readChange, type Unread, type ValueSources } from './read-asked.ts';
import { daysAsked, guaranteeOf, type Theme, type ThemeField, typedFields, untilKey } from './themes/theme.ts';

export const ENTRY_ORIGINS = ['request', 'taken-over', 'import', 'correction', 'undoing'] as const;
/** Where an entry comes from. */
export type EntryOrigin = (typeof ENTRY_ORIGINS)[number];

export const CORRECTION_PATHS = ['alone', 'two', 'act', 'request'] as const;
/**
 * Who puts an entry right: whoever keeps the file, `alone` or with a second one of them (`two`); or nobody so: an `act` put it
 * there, or the agent’s own request, proved (`request`), and only another one changes it (G2).
 */
export type CorrectionPath = (typeof CORRECTION_PATHS)[number];

/**
 * By whom an entry is put right: at or above the guarantee of its theme. The database asks the same (`correction_takes`). What is
 * sealed is put right by nobody who does not read it: none of its theme is.
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

/** What an entry says as answers of a form: its fields and its days, by their keys. */
export function answersOfEntry(theme: Theme, { value, from, until }: SituationEntry): Record<string, unknown> {
  const { inTime } = theme;
  const fields = typedFields(theme).map(({ key }) => [key, value[key] ?? null]);
  const days = daysAsked(theme).map((key) => [key, key === inTime.from ? from : until]);
  return Object.fromEntries([...fields, ...days]);
}

/**
 * What an entry would say once it is put right, from the answers given. A value that has a day without an answer keeps its own.
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

/** A telephone or an address as forms keep them. */
function formatted({ type }: ThemeField, value: unknown): { readonly value: unknown } | { readonly code: string } {
  if ((type !== 'phone' && type !== 'email') || typeof value !== 'string' || value === '') return { value };
  return readFormatted(type, value, null);
}

/** Whether a correction changes nothing. */
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

/** How far a correction is. */
export const CORRECTION_STATES = ['open', 'applied', 'refused', 'taken-back'] as const;
