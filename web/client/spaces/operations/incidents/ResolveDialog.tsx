import { useState } from 'react';
import type { IncidentRow as Incident } from '../../../../contract/incidents.ts';
import { call } from '../../../api/api.ts';
import { refresh } from '../../../api/query.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { LongText } from '../../../ui/LongText.tsx';

/** Asks why, then sends the step on its way again. Says whether the instance stopped anew at once. */
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
        const { total } = await call('GET /api/incidents', { query: { instance: incident.instanceKey, pageSize: 1 } });
        await refresh('/api/incidents', '/api/operations/instances');
        onDone(total > 0);
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
