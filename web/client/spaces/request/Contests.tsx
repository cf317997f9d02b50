import { Link } from 'react-router';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';

/** What a request contests, or what contests it, and until when one can go to court; or the act that its own will touch. */
export function Contests({ request }: { request: Pick<RequestView, 'contests' | 'contestedBy'> }) {
  const { t, read, language } = useLanguage();
  const { contests, contestedBy } = request;
  if (contests?.laterAct)
    return (
      <Panel title={t(`request.toTouch.${contests.laterAct}`)} className="h-panel--call">
        <p>{read(contests.words)}</p>
        <p>
          <Link to={`/requests/${contests.requestId}`}>{t('request.openTouched')}</Link>
        </p>
      </Panel>
    );
  const named = (court: string | null): string =>
    court === null ? t('request.courts.unknown') : t('request.courts.known', { court });
  return (
    <>
      {contests === null ? null : (
        <Panel title={t('request.contests.title')} className="h-panel--call">
          <p>{read(contests.words)}</p>
          <p>
            {contests.notifiedOn === null || contests.limitOn === null
              ? t('request.contests.unknown')
              : t('request.contests.told', { date: civilDay(contests.notifiedOn, language) }) +
                t('request.contests.limit', {
                  court: named(contests.court),
                  date: civilDay(contests.limitOn, language),
                })}
          </p>
          {contests.late ? (
            <p>
              <strong>{t('request.contests.late')}</strong>
            </p>
          ) : null}
          <p>{t('request.contests.notSuspended')}</p>
          <p>
            <Link to={`/requests/${contests.requestId}`}>{t('request.openContested')}</Link>
          </p>
        </Panel>
      )}
      {contestedBy.map(({ requestId, number, filedOn, outcome, late, limitOn, prolongedTo, court }) => (
        <Panel key={requestId} title={t('request.contested.title')} className="h-panel--call">
          <p>
            {t('request.contested.by', { number, date: civilDay(filedOn, language) })}{' '}
            {t(`request.contested.${outcome ?? 'pending'}`)}
          </p>
          {prolongedTo === null ? null : (
            <p>{t('request.contested.prolonged', { court: named(court), date: civilDay(prolongedTo, language) })}</p>
          )}
          {late && limitOn !== null ? (
            <p>{t('request.contested.late', { date: civilDay(limitOn, language) })}</p>
          ) : null}
          <p>{t('request.contested.notSuspended')}</p>
          <p>
            <Link to={`/requests/${requestId}`}>{t('request.contested.open')}</Link>
          </p>
        </Panel>
      ))}
    </>
  );
}
