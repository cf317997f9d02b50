import { Modal, Stack } from '@carbon/react';
import type { ReactNode } from 'react';
import { useLanguage } from '../language/use-language.ts';
import { FailureNote } from './FailureNote.tsx';
import { useAttempt } from './use-attempt.ts';

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
  const { attempt, busy, problem } = useAttempt();
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
      onRequestSubmit={() => void attempt(props.onConfirm, { again: props.stays ?? false })}
      onRequestClose={props.onClose}
    >
      <Stack gap={5}>
        <FailureNote problem={problem} />
        {props.children}
      </Stack>
    </Modal>
  );
}
