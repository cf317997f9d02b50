import {
  Button,
  ComposedModal,
  InlineNotification,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SkeletonPlaceholder,
} from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf } from '#web/client/api/address.ts';
import { call } from '#web/client/api/api.ts';
import { problemText } from '#web/client/api/problem-text.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { PdfFrame } from '#web/client/ui/PdfFrame.tsx';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { StepUpForm } from './StepUpForm.tsx';
import { canSignHere } from './signs-by-passkey.ts';
import { useDecide } from './use-decide.ts';

/** The act as it will be sealed, byte for byte; then the code or the passkey that proves who signs. */
export function ActPreviewDialog({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const { t } = useLanguage();
  const me = useMe();
  const [signing, setSigning] = useState(false);
  /** Why the act that was on screen was drawn again. */
  const [outdated, setOutdated] = useState<string | null>(null);
  const { decide, busy, problem } = useDecide(task.key);
  const preview = useQuery({
    queryKey: ['preview', task.key],
    queryFn: () => call('POST /api/tasks/:key/preview', { params: { key: task.key } }),
    staleTime: 0,
    gcTime: 0,
  });
  // What was drawn before is no more what would be signed, once it is refused.
  const drawn = preview.error ? undefined : preview.data;
  const sha256 = drawn?.sha256;
  const sign = async (shownSha256: string, stepUpProofId: string): Promise<boolean> => {
    const signed = await decide({ outcome: 'signed', shownSha256, stepUpProofId });
    // What was refused may be of another day, or under another power.
    if (!signed) await redraw(null);
    return signed;
  };
  /** Drawn again, to be read again. */
  const redraw = async (why: string | null) => {
    setSigning(false);
    setOutdated(why);
    await preview.refetch();
  };
  const begin = () => {
    // An act is dated by the day of its signature: one that stayed on screen overnight asks for no code.
    if (todayInParis(new Date(preview.dataUpdatedAt)) !== todayInParis())
      return void redraw(t('tasks.previewOfYesterday'));
    setOutdated(null);
    setSigning(true);
  };
  return (
    <ComposedModal
      open
      size="lg"
      preventCloseOnClickOutside
      onClose={onClose}
      aria-label={t('tasks.previewTitle')}
      className="h-preview"
      // What is read, which keys scroll; on the closing button, a first Escape only takes its tooltip away.
      selectorPrimaryFocus=".cds--modal-content"
    >
      <ModalHeader title={t('tasks.previewTitle')} iconDescription={t('common.close')} buttonOnClick={onClose} />
      <ModalBody hasScrollingContent aria-label={t('tasks.previewTitle')}>
        {preview.error ? (
          <InlineNotification
            kind="error"
            role="alert"
            lowContrast
            hideCloseButton
            title={t('tasks.previewFailed')}
            subtitle={problemText(preview.error)}
            statusIconDescription={t('common.error')}
          />
        ) : null}
        <FailureNote problem={problem ?? outdated} />
        {preview.isPending ? <SkeletonPlaceholder className="h-preview__wait" /> : null}
        {drawn && !signing ? (
          <>
            <p className="h-text">{t('tasks.previewText')}</p>
            <PdfFrame
              src={addressOf('GET /api/tasks/:key/preview/:sha256', {
                params: { key: task.key, sha256: drawn.sha256 },
              })}
              title={drawn.title}
              lang="fr"
              tall
            />
          </>
        ) : null}
        {sha256 ? (
          <p className="h-hash">
            <span className="h-label">{t('request.hash')}</span> <code>{sha256}</code>
          </p>
        ) : null}
        {signing && sha256 ? (
          <StepUpForm
            words={{ code: t('tasks.stepUpText'), passkey: t('tasks.passkeyText'), back: t('tasks.backToAct') }}
            busy={busy}
            askPasskey={() =>
              call('POST /api/tasks/:key/step-up/passkey', { params: { key: task.key }, body: { sha256 } })
            }
            prove={async (given) => {
              const body = { ...given, sha256 };
              const { proofId } = await call('POST /api/tasks/:key/step-up', { params: { key: task.key }, body });
              await sign(sha256, proofId);
            }}
            onOutdated={(why) => void redraw(why)}
            onBack={() => setSigning(false)}
          />
        ) : null}
      </ModalBody>
      {signing ? null : (
        <ModalFooter>
          <Button kind="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" disabled={!sha256 || !canSignHere(me)} onClick={begin}>
            {t('tasks.sign')}
          </Button>
        </ModalFooter>
      )}
    </ComposedModal>
  );
}
