import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { day, fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

type Filed = Pick<RequestSummary, 'filedAt' | 'filedBy' | 'onPaper'>;

/** When a request was filed, and by whom where that is not its agent; of a paper, the day on which it was received. */
export function FiledLine({ request }: { request: Filed }) {
  const { t, language } = useLanguage();
  const { filedAt, filedBy, onPaper } = request;
  const name = filedBy && fullName(filedBy);
  if (name && onPaper) return <span>{t('starting.paper.receivedOn', { date: day(filedAt, language), name })}</span>;
  return (
    <>
      {name ? <span>{t('starting.startedBy', { name })}</span> : null}
      <span>{t('request.filedAt', { date: moment(filedAt, language) })}</span>
    </>
  );
}
