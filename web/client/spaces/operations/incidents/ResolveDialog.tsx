import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { IncidentRow as Incident } from '#web/contract/operations/incidents.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';

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
  return (
    <ReasonDialog
      title={t('operations.resolveTitle')}
      confirm={t('operations.resolve')}
      onClose={onClose}
      onConfirm={async (reason) => {
        await call('POST /api/incidents/:key/resolution', {
          params: { key: incident.key },
          body: { reason },
        });
        const { total } = await call('GET /api/incidents', { query: { instance: incident.instanceKey, pageSize: 1 } });
        await refresh('/api/incidents', '/api/operations/instances');
        onDone(total > 0);
      }}
    >
      <p>{t('operations.resolveText')}</p>
    </ReasonDialog>
  );
}
