import { createContext, useContext } from 'react';
import type { PreparationView } from '#web/contract/signing/desk-preparation.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** What was prepared of the open fold; undefined: nothing, or it is not read yet. */
export const Prepared = createContext<PreparationView | undefined>(undefined);

/** What an assistant says of an act: why it is put aside, and their notes. */
export function PreparedSaid({ taskKey }: { taskKey: string }) {
  const { t } = useLanguage();
  const prepared = useContext(Prepared);
  const of = (one: { taskKey: string }) => one.taskKey === taskKey;
  const asides = prepared?.asides.filter(of) ?? [];
  const notes = prepared?.notes.filter(of) ?? [];
  if (asides.length + notes.length === 0) return null;
  return (
    <span className="h-foldline__prepared">
      {asides.map(({ by, reason }) => (
        <span key={`aside-${by.id}`}>{t('desk.prepared.asideBy', { person: fullName(by), reason })}</span>
      ))}
      {notes.map(({ by, text }) => (
        <span key={`note-${by.id}`}>{t('desk.prepared.noteBy', { person: fullName(by), text })}</span>
      ))}
    </span>
  );
}
