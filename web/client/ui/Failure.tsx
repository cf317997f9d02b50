import { Renew } from '@carbon/icons-react';
import { Button, InlineNotification } from '@carbon/react';
import { problemText } from '../api/problem-text.ts';
import { useLanguage } from '../language/use-language.ts';

/** Something could not be read: why, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useLanguage();
  return (
    <div className="h-failure">
      <InlineNotification
        kind="error"
        role="alert"
        lowContrast
        hideCloseButton
        title={t('common.failed')}
        subtitle={problemText(error)}
        statusIconDescription={t('common.error')}
      />
      {retry ? (
        <Button kind="tertiary" size="md" renderIcon={Renew} onClick={retry}>
          {t('common.retry')}
        </Button>
      ) : null}
    </div>
  );
}
