import { Certificate } from '@carbon/icons-react';
import { Button, InlineNotification, Stack } from '@carbon/react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { TaskView } from '../../../../contract/tasks.ts';
import { useMe } from '../../../app/me.tsx';
import { useLanguage } from '../../../language/use-language.ts';
import { ActPreviewDialog } from './ActPreviewDialog.tsx';
import { ReconsiderForm } from './ReconsiderForm.tsx';
import { RefusalForm } from './RefusalForm.tsx';
import { canSignHere } from './signs-by-passkey.ts';

/** Signs an act, or refuses; a refusal decision can be signed or thought over again. */
export function SignatureForm({ task }: { task: TaskView }) {
  const { t } = useLanguage();
  const me = useMe();
  const [previewing, setPreviewing] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const [reconsidering, setReconsidering] = useState(false);
  const offers = (outcome: string) => task.outcomes.some((each) => each.outcome === outcome);
  const isRefusal = task.template === 'refusal';

  if (refusing) return <RefusalForm task={task} onBack={() => setRefusing(false)} />;
  if (reconsidering) return <ReconsiderForm task={task} onBack={() => setReconsidering(false)} />;
  return (
    <Stack gap={5}>
      {canSignHere(me) ? null : (
        <InlineNotification
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('tasks.noSecondFactor')}
          subtitle={t('tasks.noSecondFactorText')}
          statusIconDescription={t('common.warning')}
        />
      )}
      <Button className="h-wide" renderIcon={Certificate} onClick={() => setPreviewing(true)}>
        {isRefusal ? t('tasks.previewRefusal') : t('tasks.previewAct')}
      </Button>
      {offers('refused') ? (
        <Button kind="danger--tertiary" className="h-wide" onClick={() => setRefusing(true)}>
          {t('tasks.refuse')}
        </Button>
      ) : null}
      {offers('reconsidered') ? (
        <Button kind="tertiary" className="h-wide" onClick={() => setReconsidering(true)}>
          {t('tasks.reconsider')}
        </Button>
      ) : null}
      {/* Out of the panel, which is sticky: its stacking would leave the header over the dialog. */}
      {previewing
        ? createPortal(<ActPreviewDialog task={task} onClose={() => setPreviewing(false)} />, document.body)
        : null}
    </Stack>
  );
}
