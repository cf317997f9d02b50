import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';

/** Whoever leaves a draft waits for its last save; asked only when it could not be done. */
export function LeaveGuard() {
  const { t } = useLanguage();
  const { draft, isSaved, save, saveState } = useDraftFiles();
  const home = `/circuits/drafts/${draft.id}/`;
  const blocker = useBlocker(({ nextLocation }) => !isSaved && !nextLocation.pathname.startsWith(home));
  const { state, proceed } = blocker;
  const mustAsk = state === 'blocked' && (saveState.is === 'kept-here' || saveState.is === 'conflict');

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each attempt to leave
  useEffect(() => {
    if (state !== 'blocked' || saveState.is === 'conflict') return;
    void save().then((saved) => {
      if (saved) proceed?.();
    });
  }, [state]);

  if (!mustAsk) return null;
  return (
    <ConfirmDialog
      title={t('atelier.leaveTitle')}
      confirm={t('atelier.leave')}
      danger
      onConfirm={async () => proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <p className="h-text">{t('atelier.leaveText')}</p>
    </ConfirmDialog>
  );
}
