import { Button, ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useRef, useState } from 'react';
import type { Leaf } from '#domain/signing/leaf.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { type GivenProof, StepUpForm } from '../../tasks/decision/StepUpForm.tsx';
import { BatchReport } from './BatchReport.tsx';

/** Several acts signed by one proof; then how far they are, and what became of each. Closed meanwhile, they go on. */
export function SignBatch(props: {
  leaves: readonly Leaf[];
  onClose: (signed: boolean) => void;
  /** None of these pages can be signed any more: others are to be drawn. */
  onOutdated: () => void;
}) {
  const { leaves, onClose } = props;
  const { t } = useLanguage();
  const [signed, setSigned] = useState<string | null>(null);
  const [outdated, setOutdated] = useState<string | null>(null);
  /** A proof is on its way: whoever left now would not know whether they signed. */
  const [proving, setProving] = useState(false);
  const count = leaves.length;
  /** Of the same acts, the same batch. */
  const made = () => call('POST /api/signing/batches', { body: { leaves: [...leaves] } });
  const askPasskey = async () => {
    const { id } = await made();
    return call('POST /api/signing/batches/:id/step-up/passkey', { params: { id } });
  };
  const prove = async (given: GivenProof) => {
    setProving(true);
    try {
      const { id } = await made();
      await call('POST /api/signing/batches/:id/step-up', { params: { id }, body: given });
      setSigned(id);
    } finally {
      setProving(false);
    }
  };
  /** False: the dialog stays. */
  const close = (): boolean => {
    if (proving) return false;
    if (signed !== null) void refresh('/api/');
    onClose(signed !== null);
    return true;
  };
  // Carbon listens for Escape with the function that it was given first.
  const latest = useRef(close);
  latest.current = close;
  const title = t('signing.title', { count });
  return (
    <ComposedModal
      open
      size="md"
      preventCloseOnClickOutside
      onClose={() => latest.current()}
      aria-label={title}
      selectorPrimaryFocus=".h-stepup :is(input, button)"
    >
      <ModalHeader title={title} iconDescription={t('common.close')} buttonOnClick={close} />
      <ModalBody aria-label={title} hasScrollingContent>
        <FailureNote problem={outdated} />
        {outdated !== null ? (
          <div className="h-formend">
            {/* It takes the place of the field that had the focus. */}
            <Button autoFocus onClick={close}>
              {t('common.close')}
            </Button>
          </div>
        ) : signed === null ? (
          <StepUpForm
            words={{
              code: t('signing.codeText', { count }),
              passkey: t('signing.passkeyText', { count }),
              back: t('signing.back'),
            }}
            busy={false}
            askPasskey={askPasskey}
            prove={prove}
            onOutdated={(problem) => {
              setOutdated(problem);
              props.onOutdated();
            }}
            onBack={close}
          />
        ) : (
          <BatchReport id={signed} onClose={close} />
        )}
      </ModalBody>
    </ComposedModal>
  );
}
