import { fault, type ImportFault } from '#domain/people/import-cells.ts';
import { isMoved } from '#domain/people/import-entry.ts';
import { isSealedValue, type KeptValue } from '#domain/situation/entry.ts';
import { keeping, movedBy, readChange, type ValueSources } from '#domain/situation/read-asked.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { EntryKept, StandingEntry, StandingFor } from '#prisma/repositories/people/situation-files.ts';
import type { SecretValues } from '#prisma/secret-values.ts';

/** What a line of values comes to: nothing new, what would be written, or what is wrong. */
export type EntryJudged =
  | { readonly state: 'same' }
  | { readonly state: 'ready'; readonly said: EntryKept }
  | { readonly state: 'fault'; readonly fault: ImportFault };

/** What a line is tried against. */
export interface Trial extends Pick<ValueSources, 'fromGrid'> {
  readonly standing: StandingFor;
  readonly secrets: SecretValues;
}

const columnOf = ({ fields }: Theme, key: string) => ({
  column: fields.find((field) => field.key === key)?.label.fr ?? key,
});

const wrong = (why: ImportFault): EntryJudged => ({ state: 'fault', fault: why });

/**
 * What a line comes to when it is tried: what the file leaves out stands as it did, what follows from a choice is added. A file
 * never changes what stands from the same day on: that is put right, with its reason.
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
    // A number of days is said by the file, not counted.
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

/** The same when it is applied: what stood when two approved it stands still, or comes of the same file. */
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

/** Where what stands keeps a line from being written: it says the same, or otherwise of the same days. */
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

/** Whether an entry says what a line says: sealed values as they are read. What follows from the others may be counted anew. */
function saysSame({ fields }: Theme, entry: StandingEntry, { value, personId }: EntryKept, secrets: SecretValues) {
  const plain = (kept: KeptValue | undefined) =>
    isSealedValue(kept) ? secrets.open(kept.sealed, personId) : (kept ?? null);
  return fields
    .filter(({ source = 'answer' }) => ['answer', 'grade', 'working-days'].includes(source))
    .every(({ key }) => plain(entry.value[key]) === plain(value[key]));
}
