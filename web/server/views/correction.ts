import type { readCorrectable } from '#application/situation/corrections/read-correctable.ts';
import type { Bilingual } from '#domain/bilingual.ts';
import { same } from '#domain/formats/in-words.ts';
import { answersOfEntry } from '#domain/situation/correction.ts';
import type { SituationEntry } from '#domain/situation/entry.ts';
import { showValues } from '#domain/situation/themes/show-theme.ts';
import { daysAsked, NUMBER_TYPES, type Theme, type ThemeField, typedFields } from '#domain/situation/themes/theme.ts';
import type { OpenCorrection } from '#prisma/repositories/people/corrections.ts';
import type { CorrectableEntry, SituationView } from '#web/contract/requests/situation.ts';

type Asked = CorrectableEntry['fields'][number];

const DAYS = {
  from: { fr: 'À compter du', en: 'From' },
  until: { fr: 'Jusqu’au', en: 'Until' },
} as const satisfies Record<string, Bilingual>;

function typeOf({ type, choices }: ThemeField): Asked['type'] {
  if (choices !== undefined) return 'choice';
  if (NUMBER_TYPES.includes(type)) return 'number';
  if (type === 'boolean') return 'yes-no';
  return type === 'date' ? 'day' : 'text';
}

/** What is asked of an entry that is put right: its fields, then its days. */
function fieldsOf(theme: Theme, entry: SituationEntry): Asked[] {
  const answers = answersOfEntry(theme, entry);
  const value = (key: string): Asked['value'] => {
    const answer = answers[key];
    return typeof answer === 'string' || typeof answer === 'number' || typeof answer === 'boolean' ? answer : null;
  };
  const fields = typedFields(theme).map(
    (field): Asked => ({
      ...{ key: field.key, type: typeOf(field), label: field.label, required: field.required ?? false },
      choices: (field.choices ?? []).map((one) => ({ value: one.value, label: one.label ?? same(String(one.value)) })),
      value: value(field.key),
    }),
  );
  const days = daysAsked(theme).map((key): Asked => {
    const isFrom = key === theme.inTime.from;
    const required = isFrom || theme.inTime.is === 'dated';
    return { key, type: 'day', label: isFrom ? DAYS.from : DAYS.until, required, choices: [], value: value(key) };
  });
  return [...fields, ...days];
}

const shownOf = (theme: Theme, { value, from, until }: Pick<SituationEntry, 'value' | 'from' | 'until'>) => ({
  ...{ values: showValues(theme, { value }), from, until },
});

/** An entry as whoever puts it right reads it. */
export function correctableView(entry: Awaited<ReturnType<typeof readCorrectable>>): CorrectableEntry {
  const { definition: theme, path } = entry;
  return {
    ...{ path, title: theme.title, shown: shownOf(theme, entry) },
    fields: path === 'alone' || path === 'two' ? fieldsOf(theme, entry) : [],
    pays: theme.pay !== undefined,
  };
}

/** A correction that waits, beside the entry that it would put right. */
export const waitingView = (
  theme: Theme,
  entry: SituationEntry,
  { id, reason, firstName, lastName, proposedAt, proposedById, ...after }: OpenCorrection,
  readerId: string,
): SituationView['corrections'][number] => ({
  ...{ id, title: theme.title, before: shownOf(theme, entry), after: shownOf(theme, after), reason },
  ...{ by: `${firstName} ${lastName}`, at: proposedAt.toISOString(), mine: proposedById === readerId },
});
