import { InlineNotification } from '@carbon/react';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Whoever filed it is posted elsewhere since: those who received it still decide, and act for another structure's agent. */
export function MovedNotice({ request }: { request: Pick<RequestView, 'postedSince' | 'structureName'> }) {
  const { t } = useLanguage();
  if (request.postedSince === null) return null;
  return (
    <InlineNotification
      className="h-notice"
      kind="info"
      role="status"
      lowContrast
      hideCloseButton
      title={t('request.posted')}
      subtitle={t('request.postedText', { today: request.postedSince.structureName, atFiling: request.structureName })}
      statusIconDescription={t('common.info')}
    />
  );
}
