import { InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { IncidentRow } from '#web/contract/operations/incidents.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import { canHelp } from './IncidentWords.tsx';

/** Says what would be tried again of a group, asks why, and leads to the report. */
export function RetryDialog({
  group,
  cause,
  versionId,
  keys,
  onClose,
}: {
  group: string;
  cause: Pick<IncidentRow, 'mending'>;
  /** Those of one version; null: of all. */
  versionId: string | null;
  /** These alone; null: all of them. */
  keys: string[] | null;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const choice = { versionId, keys };
  const preview = useQuery({
    queryKey: ['retry-preview', group, choice],
    queryFn: () => call('POST /api/incidents/groups/:group/preview', { params: { group }, body: choice }),
    gcTime: 0,
  });
  return (
    <ReasonDialog
      title={t('incidents.askTitle')}
      confirm={t('incidents.ask')}
      ready={preview.data !== undefined && preview.data.incidents > preview.data.underWay}
      onClose={onClose}
      onConfirm={async (reason) => {
        const { retryId } = await call('POST /api/incidents/groups/:group/retry', {
          params: { group },
          body: { ...choice, reason },
        });
        await refresh('/api/incidents');
        await navigate(`/operations/incidents/retries/${retryId}`);
      }}
    >
      <Loaded query={preview}>
        {({ incidents, underWay }) => (
          <>
            <p>{t('incidents.preview', { count: incidents - underWay })}</p>
            {underWay > 0 ? <p>{t('incidents.underWay', { count: underWay })}</p> : null}
          </>
        )}
      </Loaded>
      {canHelp(cause) ? null : (
        <InlineNotification
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('incidents.useless')}
          statusIconDescription={t('common.warning')}
        />
      )}
      <p>{t('incidents.askText')}</p>
    </ReasonDialog>
  );
}
