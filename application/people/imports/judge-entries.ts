import { fault, type ImportFault } from '#domain/people/import-cells.ts';
import { isMoved } from '#domain/people/import-entry.ts';
import { isSealedValue, type KeptValue } from '#domain/situation/entry.ts';
import { keeping, movedBy, readChange, type ValueSources } from '#domain/situation/read-asked.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { EntryKept, StandingEntry, StandingFor } from '#prisma/repositories/people/situation-files.ts';
import type { SecretValues } from '#prisma/secret-values.ts';

/** Verdict on a line of values: nothing new, what would be written, or what is wrong. */
export type EntryJudged =
  | { readonly state: 'same' }
  | { readonly state: 'ready'; readonly said: EntryKept }
  | { readonly state: 'fault'; readonly fault: ImportFault };

/** What a line is judged with. */
export interface Trial extends Pick<ValueSources, 'fromGrid'> {
  readonly standing: StandingFor;
  readonly secrets: SecretValues;
}

const columnOf = ({ fields }: Theme, key: string) => ({
  column: fields.find((field) => field.key === key)?.label.fr ?? key,
});

const wrong = (why: ImportFault): EntryJudged => ({ state: 'fault', fault: why });

/**
 * Judges a line when the file is tried. Fields that the file leaves out keep their present value,
 * and those that follow from another field are added. A file never changes an entry of the same
 * first day: that takes a correction, with its reason.
 */
export async function tryEntry(
  theme: Theme,
  said: EntryKept,
  { standing, fromGrid, secrets }: Trial,
): Promise<EntryJudged> {
  const { from, until } = said;
  const { inTime, fields } = theme;
  const given = said.value[fields.find(({ source }) => source === 'grade')?.key ?? ''];
  const asked = {
    ...said.value,
    ...(inTime.from !== undefined && { [inTime.from]: from }),
    ...(inTime.is === 'dated' && { [inTime.until]: until }),
  };
  const read = await readChange(theme, asked, {
    gradeOn: async () => (typeof given === 'string' ? given : standing.grade),
    fromGrid: async (field, day, known) => said.value[field.key] ?? (await fromGrid(field, day, known)),
    // A file gives the number of working days; it is not counted.
    placesOver: async () => [],
    payMonth: null,
    today: from,
  });
  if ('wrong' in read)
    return wrong(read.wrong === 'grade' ? fault('grade-missing') : fault('grid-missing', columnOf(theme, read.wrong)));
  const { value } = keeping(theme, standing.stands, { ...read, from, until });
  const differs = differsFrom(theme, { ...said, value }, standing, secrets);
  if (differs !== undefined) return differs;
  return { state: 'ready', said: { ...said, value, stood: standing.stands?.id ?? null } };
}

/**
 * Judges a line again when the file is applied: the entry that it replaces must still be the one
 * seen at approval, or come from the same file.
 */
export function applyEntry(
  theme: Theme,
  said: EntryKept,
  { standing, batchId, secrets }: { standing: StandingFor; batchId: string; secrets: SecretValues },
): EntryJudged {
  const differs = differsFrom(theme, said, standing, secrets);
  if (differs !== undefined) return differs;
  const { stands } = standing;
  if (isMoved(theme)) return { state: 'ready', said };
  if ((stands?.id ?? null) !== said.stood && stands?.importId !== batchId) return wrong(fault('changed-since'));
  return { state: 'ready', said };
}

/**
 * Compares a line with the present entries: returns « same », a fault, or undefined if the line can
 * be written.
 */
function differsFrom(
  theme: Theme,
  said: EntryKept,
  { stands, met, least }: StandingFor,
  secrets: SecretValues,
): EntryJudged | undefined {
  const { inTime } = theme;
  const { from, until } = said;
  if (inTime.is === 'dated') {
    if (met === null) return undefined;
    if (met.from === from && met.until === until && saysSame(theme, met, said, secrets)) return { state: 'same' };
    return wrong(fault('entry-met', { from: met.from, until: met.until ?? '…' }));
  }
  if (isMoved(theme)) {
    if (met !== null)
      return saysSame(theme, met, said, secrets) ? { state: 'same' } : wrong(fault('entry-differs', { from }));
    const moved = movedBy(theme, said.value) ?? 0;
    const takes = inTime.is === 'balance' && inTime.out.some((out) => out === said.value[inTime.by]);
    if (moved === 0 || moved < 0 !== takes) return wrong(fault('movement-nothing'));
    return least + moved < 0 && moved < 0 ? wrong(fault('balance-below', { balance: least })) : undefined;
  }
  if (stands === null) return undefined;
  if (saysSame(theme, stands, said, secrets)) return { state: 'same' };
  return inTime.from !== undefined && stands.from === from ? wrong(fault('entry-differs', { from })) : undefined;
}

/**
 * True if an entry says the same as a line; encrypted values are compared in clear. Fields that
 * follow from others are ignored, since they may be computed differently.
 */
function saysSame({ fields }: Theme, entry: StandingEntry, { value, personId }: EntryKept, secrets: SecretValues) {
  const plain = (kept: KeptValue | undefined) =>
    isSealedValue(kept) ? secrets.open(kept.sealed, personId) : (kept ?? null);
  return fields
    .filter(({ source = 'answer' }) => ['answer', 'grade', 'working-days'].includes(source))
    .every(({ key }) => plain(entry.value[key]) === plain(value[key]));
}
