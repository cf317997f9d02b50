import { useState } from 'react';
import { call } from '../../../api/api.ts';
import { refresh } from '../../../api/query.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { LongText } from '../../../ui/LongText.tsx';
import type { Incident } from './IncidentCard.tsx';

/** Asks why, then sends the step on its way again. Says whether it stopped anew at once, for the same request. */
export function ResolveDialog({
  incident,
  onClose,
  onDone,
}: {
  incident: Incident;
  onClose: () => void;
  onDone: (again: boolean) => void;
}) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('operations.resolveTitle')}
      confirm={t('operations.resolve')}
      ready={reason.trim().length >= 3}
      onClose={onClose}
      onConfirm={async () => {
        await call('POST /api/incidents/:key/resolution', {
          params: { key: incident.key },
          body: { reason: reason.trim() },
        });
        const { items } = await call('GET /api/incidents');
        await refresh('/api/incidents', '/api/operations/instances');
        onDone(items.some(({ requestId }) => requestId !== null && requestId === incident.requestId));
      }}
    >
      <p>{t('operations.resolveText')}</p>
      <LongText
        id="resolution-reason"
        rows={3}
        maxLength={1000}
        labelText={t('operations.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
