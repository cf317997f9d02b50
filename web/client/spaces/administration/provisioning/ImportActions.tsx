import { Button } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ImportView } from '#web/contract/operations/imports.ts';
import { ReasonField } from '../fields.tsx';

type Asked = 'apply' | 'approve' | 'reject';

/** What can be done with a file that was tried: have it imported, answer for it as the second administrator, or set it aside. */
export function ImportActions({ view, onDone }: { view: ImportView; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState<Asked | null>(null);
  const [reason, setReason] = useState('');
  const { id, kind, may, counts } = view;
  const params = { id };
  const count = counts.ready;
  // Values wait for a second administrator; what else takes two does so line by line.
  const isProposed = kind === 'situation';
  const applyName = t(isProposed ? 'people.imports.propose' : 'people.imports.apply', { count });
  const approveName = t('people.imports.approve', { count });

  const done = async (notice: string) => {
    await refresh('/api/administration/imports');
    setAsking(null);
    onDone(notice);
  };
  const dialogs: Record<Asked, ReactNode> = {
    apply: (
      <ConfirmDialog
        title={t(isProposed ? 'people.imports.proposeTitle' : 'people.imports.applyTitle')}
        confirm={applyName}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          await call('POST /api/administration/imports/:id/application', { params });
          await done(t(isProposed ? 'people.imports.proposed' : 'people.imports.applied'));
        }}
      >
        <p>{t(isProposed ? 'people.imports.proposeText' : 'people.imports.applyText')}</p>
        {counts.willWait > 0 ? <p>{t('people.imports.counts.willWait', { count: counts.willWait })}</p> : null}
      </ConfirmDialog>
    ),
    approve: (
      <ConfirmDialog
        title={t('people.imports.approveTitle')}
        confirm={approveName}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          await call('POST /api/administration/imports/:id/approval', { params });
          await done(t('people.imports.applied'));
        }}
      >
        <p>{t('people.imports.approveText')}</p>
      </ConfirmDialog>
    ),
    reject: (
      <ConfirmDialog
        title={t('people.imports.rejectTitle')}
        confirm={t('people.imports.reject')}
        danger
        ready={isReason(reason)}
        onClose={() => setAsking(null)}
        onConfirm={async () => {
          await call('POST /api/administration/imports/:id/rejection', { params, body: { reason: reason.trim() } });
          await done(t('people.imports.rejected'));
        }}
      >
        <p>{t('people.imports.rejectText')}</p>
        <ReasonField id="import-rejection" value={reason} onChange={setReason} />
      </ConfirmDialog>
    ),
  };
  return (
    <>
      {may.apply ? <Button onClick={() => setAsking('apply')}>{applyName}</Button> : null}
      {may.approve ? <Button onClick={() => setAsking('approve')}>{approveName}</Button> : null}
      {may.reject ? (
        <Button kind="tertiary" onClick={() => setAsking('reject')}>
          {t('people.imports.reject')}
        </Button>
      ) : null}
      {asking === null ? null : dialogs[asking]}
    </>
  );
}
