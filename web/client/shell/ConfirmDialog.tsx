import { InlineNotification, Modal, Stack } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { useLanguage } from '../language/use-language.ts';
import { problemText } from './problem-text.ts';

/** Asks before something that cannot be undone; stays open with the reason when it fails. */
export function ConfirmDialog(props: {
  title: string;
  confirm: string;
  danger?: boolean;
  children: ReactNode;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  ready?: boolean;
  /** It may be confirmed again: what was typed was wrong, and said so at its field. */
  stays?: boolean;
}) {
  const { t } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await props.onConfirm();
      if (props.stays) setBusy(false);
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      size="sm"
      danger={props.danger ?? false}
      modalHeading={props.title}
      primaryButtonText={props.confirm}
      primaryButtonDisabled={busy || props.ready === false}
      secondaryButtonText={t('common.cancel')}
      closeButtonLabel={t('common.close')}
      onRequestSubmit={() => void submit()}
      onRequestClose={props.onClose}
    >
      <Stack gap={5}>
        {problem ? (
          <InlineNotification
            kind="error"
            role="alert"
            lowContrast
            hideCloseButton
            title={t('common.failed')}
            subtitle={problem}
            statusIconDescription={t('common.error')}
          />
        ) : null}
        {props.children}
      </Stack>
    </Modal>
  );
}
