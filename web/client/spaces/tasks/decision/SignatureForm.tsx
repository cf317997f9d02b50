import { Certificate } from '@carbon/icons-react';
import { Button, InlineNotification, Stack } from '@carbon/react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { useMovedFocus } from '#web/client/ui/use-moved-focus.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { ActPreviewDialog } from './ActPreviewDialog.tsx';
import { ReconsiderForm } from './ReconsiderForm.tsx';
import { RefusalForm } from './RefusalForm.tsx';
import { canSignHere } from './signs-by-passkey.ts';

/** What a signer is doing with an act. */
export type Signing = 'previewing' | 'refusing' | 'reconsidering' | null;

/** Signs an act, or refuses; a refusal decision can be signed or thought over again. A page that has keys for it holds what is done. */
export function SignatureForm({
  task,
  held,
}: {
  task: TaskView;
  held?: readonly [Signing, (next: Signing) => void] | undefined;
}) {
  const { t } = useLanguage();
  const me = useMe();
  const own = useState<Signing>(null);
  const [signing, setSigning] = held ?? own;
  const offers = (outcome: string) => task.outcomes.some((each) => each.outcome === outcome);
  const isRefusal = task.template === 'refusal';

  // The act is read in a dialog, which moves the focus by itself.
  const { around, byHand } = useMovedFocus(signing === 'previewing' ? null : signing);
  const turnTo = (next: Signing) => {
    byHand();
    setSigning(next);
  };
  const onBack = () => turnTo(null);

  if (signing === 'refusing' || signing === 'reconsidering')
    return (
      <div ref={around}>
        {signing === 'refusing' ? (
          <RefusalForm task={task} onBack={onBack} />
        ) : (
          <ReconsiderForm task={task} onBack={onBack} />
        )}
      </div>
    );
  return (
    <Stack gap={5} ref={around}>
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
      <Button className="h-wide" renderIcon={Certificate} onClick={() => setSigning('previewing')}>
        {isRefusal ? t('tasks.previewRefusal') : t('tasks.previewAct')}
      </Button>
      {offers('refused') ? (
        <Button kind="danger--tertiary" className="h-wide" onClick={() => turnTo('refusing')}>
          {t('tasks.refuse')}
        </Button>
      ) : null}
      {offers('reconsidered') ? (
        <Button kind="tertiary" className="h-wide" onClick={() => turnTo('reconsidering')}>
          {t('tasks.reconsider')}
        </Button>
      ) : null}
      {/* Out of the panel, which is sticky: its stacking would leave the header over the dialog. */}
      {signing === 'previewing'
        ? createPortal(<ActPreviewDialog task={task} onClose={() => setSigning(null)} />, document.body)
        : null}
    </Stack>
  );
}
