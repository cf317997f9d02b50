import { InlineNotification, Modal, Stack } from '@carbon/react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useAttempt } from '../api/use-attempt.ts';
import { useLanguage } from '../language/use-language.ts';
import { FailureNote } from './FailureNote.tsx';
import { useFocusInside } from './use-moved-focus.ts';
import { useTypedWords } from './use-typed-words.ts';

/** Where Enter means « I have done typing »: a line of text, and no list of suggestions that Enter chooses from. */
const isLine = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement &&
  ['text', 'password', 'email', 'tel', 'search'].includes(target.type) &&
  target.role !== 'combobox';

/**
 * Asks before something that cannot be undone; stays open with the reason when it fails. What was typed in it is not thrown away
 * by one key or click.
 */
export function ConfirmDialog(props: {
  title: string;
  confirm: string;
  danger?: boolean;
  children: ReactNode;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  ready?: boolean;
  /** More than « sm »: it shows more than a question. */
  size?: 'sm' | 'md' | 'lg';
  /** It may be confirmed again: what was typed was wrong, and said so at its field. */
  stays?: boolean;
}) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  // What confirms takes the focus by itself, but while it cannot be pressed.
  const inside = useFocusInside();
  const ready = !busy && props.ready !== false;
  const submit = () => void attempt(props.onConfirm, { again: props.stays ?? false });
  const words = useTypedWords();
  const [leaving, setLeaving] = useState(false);
  const close = () => {
    if (leaving || !words.isMuch()) props.onClose();
    else setLeaving(true);
  };
  // Carbon listens for Escape with the function that it was given first.
  const latest = useRef(close);
  latest.current = close;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isLine(event.target)) return;
    event.preventDefault();
    if (ready) submit();
  };
  return (
    <Modal
      open
      size={props.size ?? 'sm'}
      danger={props.danger ?? false}
      modalHeading={props.title}
      primaryButtonText={props.confirm}
      primaryButtonDisabled={!ready}
      secondaryButtonText={leaving ? t('dialog.abandon') : t('common.cancel')}
      closeButtonLabel={t('common.close')}
      onRequestSubmit={submit}
      onRequestClose={() => latest.current()}
    >
      <Stack
        gap={5}
        ref={inside}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onFocusCapture={words.onFocusCapture}
        onInput={() => setLeaving(false)}
      >
        {problem === null ? null : (
          <div className="h-dialog__failure">
            <FailureNote problem={problem} />
          </div>
        )}
        {leaving ? (
          <div className="h-dialog__failure">
            <InlineNotification
              kind="warning"
              role="alert"
              lowContrast
              hideCloseButton
              title={t('dialog.notKept')}
              subtitle={t('dialog.notKeptText')}
              statusIconDescription={t('common.warning')}
            />
          </div>
        ) : null}
        {props.children}
      </Stack>
    </Modal>
  );
}
