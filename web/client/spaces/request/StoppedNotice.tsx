import { InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { reading } from '../../api/query.ts';
import { day } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

/** A request that something technical stopped: said plainly, without a word of the engine. */
export function StoppedNotice({ requestId }: { requestId: string }) {
  const { t, language } = useLanguage();
  const { data } = useQuery(reading('GET /api/requests/:id/stoppage', { params: { id: requestId } }));
  if (!data?.stopped || !data.since) return null;
  return (
    <InlineNotification
      className="h-notice"
      kind="warning"
      role="status"
      lowContrast
      hideCloseButton
      title={t('request.stopped')}
      subtitle={t('request.stoppedText', { date: day(data.since, language) })}
      statusIconDescription={t('common.warning')}
    />
  );
}
