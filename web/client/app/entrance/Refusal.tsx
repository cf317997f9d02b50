import { InlineNotification } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';

/** Why something was refused, said at once; nothing while it was not. */
export function Refusal({ title, problem }: { title: string; problem: string | null }) {
  const { t } = useLanguage();
  if (problem === null) return null;
  return (
    <InlineNotification
      kind="error"
      role="alert"
      lowContrast
      hideCloseButton
      title={title}
      subtitle={problem}
      statusIconDescription={t('common.error')}
    />
  );
}
