import { InlineNotification } from '@carbon/react';
import { useLanguage } from '../language/use-language.ts';

/** Why what was asked could not be done, announced at once by screen readers; nothing when all is well. */
export function FailureNote({ problem, title }: { problem: string | null; title?: string }) {
  const { t } = useLanguage();
  if (problem === null) return null;
  return (
    <InlineNotification
      kind="error"
      role="alert"
      lowContrast
      hideCloseButton
      title={title ?? t('common.failed')}
      subtitle={problem}
      statusIconDescription={t('common.error')}
    />
  );
}
