import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { type RefObject, useState } from 'react';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { FoldAct, FoldView } from '#web/contract/signing/signing.ts';
import { DecisionsReport } from './DecisionsReport.tsx';
import { type Begun, NOTHING, TogetherForm } from './TogetherForm.tsx';

/** One decision for several requests; then how far they are, and what became of each. Closed meanwhile, they go on. */
export function DecideTogether(props: {
  fold: FoldView;
  tasks: readonly FoldAct[];
  begun: RefObject<Begun>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const { fold, tasks, begun } = props;
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => {
    if (asked !== null) void refresh('/api/');
    props.onClose();
  };
  const given = (batchId: string) => {
    begun.current = NOTHING;
    setAsked(batchId);
  };
  const title = t('together.title', { count: tasks.length });
  return (
    <ComposedModal
      open
      size="md"
      preventCloseOnClickOutside
      onClose={close}
      aria-label={title}
      selectorPrimaryFocus="input"
    >
      <ModalHeader title={title} iconDescription={t('common.close')} buttonOnClick={close} />
      <ModalBody aria-label={title} hasScrollingContent>
        {asked === null ? (
          <TogetherForm fold={fold} tasks={tasks} begun={begun} onAsked={given} onBack={close} />
        ) : (
          <DecisionsReport id={asked} onClose={close} />
        )}
      </ModalBody>
    </ComposedModal>
  );
}
