import { InlineNotification } from '@carbon/react';
import { call } from '#web/client/api/api.ts';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import type { CancellationPreview } from '#web/contract/operations/interventions.ts';
import { ReasonDialog } from '../ReasonDialog.tsx';
import type { ActionDialog } from './InstanceActions.tsx';

/** Shows what cancelling a request would do, or what is owed instead; asks why, then does it. */
export const CancelDialog: ActionDialog = ({ requestId, onClose, onDone }) => {
  const { t } = useLanguage();
  const query = useApi('GET /api/operations/requests/:id/cancellation', { params: { id: requestId } });
  const mayBe = query.data?.bar === null;
  return (
    <ReasonDialog
      title={t('interventions.cancel.title')}
      confirm={t('interventions.cancel.confirm')}
      danger
      asks={mayBe}
      label={t('interventions.reason')}
      help={t('interventions.reasonHelp')}
      onClose={onClose}
      onConfirm={async (reason) => {
        await call('POST /api/operations/requests/:id/cancellation', {
          params: { id: requestId },
          body: { reason },
        });
        onDone(t('interventions.cancel.done'));
      }}
    >
      <Loaded query={query}>{(preview) => <Preview preview={preview} />}</Loaded>
    </ReasonDialog>
  );
};

function Preview({ preview: { bar, tasks, told } }: { preview: CancellationPreview }) {
  const { t, read } = useLanguage();
  if (bar !== null)
    return (
      <InlineNotification
        kind="warning"
        lowContrast
        hideCloseButton
        title={t(`interventions.cancel.bars.${bar}`)}
        statusIconDescription={t('common.warning')}
      />
    );
  return (
    <>
      <p>{t('interventions.cancel.text')}</p>
      <section aria-label={t('interventions.effects')}>
        <p>{t('interventions.cancel.tasks', { count: tasks.length })}</p>
        {tasks.length > 0 ? (
          <ul className="h-list">
            {tasks.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two tasks may bear one name, and none moves
              <li key={index}>{read(name)}</li>
            ))}
          </ul>
        ) : null}
        <p>{t('interventions.cancel.told', { count: told })}</p>
      </section>
    </>
  );
}
