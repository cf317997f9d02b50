import { InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { IncidentRow } from '../../../../contract/incidents.ts';
import { call } from '../../../api/api.ts';
import { refresh } from '../../../api/query.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { isReason, ReasonField } from '../ReasonField.tsx';
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
  const [reason, setReason] = useState('');
  const choice = { versionId, keys };
  const preview = useQuery({
    queryKey: ['retry-preview', group, choice],
    queryFn: () => call('POST /api/incidents/groups/:group/preview', { params: { group }, body: choice }),
    gcTime: 0,
  });
  return (
    <ConfirmDialog
      title={t('incidents.askTitle')}
      confirm={t('incidents.ask')}
      ready={isReason(reason) && preview.data !== undefined}
      onClose={onClose}
      onConfirm={async () => {
        const { retryId } = await call('POST /api/incidents/groups/:group/retry', {
          params: { group },
          body: { ...choice, reason: reason.trim() },
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
      <ReasonField id="retry-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
