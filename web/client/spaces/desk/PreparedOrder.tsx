import { Button } from '@carbon/react';
import { useContext } from 'react';
import { call } from '../../api/api.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useMe } from '../../app/me.tsx';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Prepared } from './preparation.tsx';

/** Who put a fold in order for its signatory, who can have it by what is due again. */
export function PreparedOrder({ foldId }: { foldId: string }) {
  const { t } = useLanguage();
  const { id } = useMe();
  const prepared = useContext(Prepared);
  const { attempt, busy, problem } = useAttempt();
  if (!prepared?.placedBy) return null;
  const undo = () =>
    attempt(
      async () => {
        await call('PUT /api/signing/desks/:id/order/:foldId', { params: { id, foldId }, body: { taskKeys: [] } });
        await refresh('/api/signing');
      },
      { again: true },
    );
  return (
    <div className="h-panel__actions">
      <span>{t('desk.prepared.orderedBy', { person: fullName(prepared.placedBy) })}</span>
      <Button kind="ghost" size="sm" disabled={busy} onClick={() => void undo()}>
        {t('desk.prepared.byDue')}
      </Button>
      <FailureNote problem={problem} />
    </div>
  );
}
