import { CheckmarkOutline } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { isMailed, useMe } from '#web/client/app/me.tsx';
import { day, fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { useTitle } from '#web/client/ui/use-title.ts';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { HolderLine } from '../../request/HolderLine.tsx';
import { NextKinds } from '../../request/NextKinds.tsx';

/** The acknowledgement: number, instant, what happens next; a mail is announced only where the circuit surely sends one. */
export function Filed({ request, isConfirmed }: { request: RequestSummary; isConfirmed: boolean }) {
  const { t, language, read } = useLanguage();
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  const by = request.filedBy === null ? 'kind' : request.onPaper ? 'starting.paper' : 'starting';
  const title = t(`${by}.filedTitle`);
  const told = isMailed(me) ? 'kind.filedMail' : 'kind.filedOnScreen';
  const onPaper = isConfirmed ? 'starting.paper.filedMail' : 'starting.paper.filedOnly';
  const words = { title: read(request.title), name: fullName(request.agent) };
  useTitle(title);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="h-page h-page--narrow">
      <div className="h-filed">
        <CheckmarkOutline size={32} />
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{t(`${by}.filedText`, words)}</p>
        <dl className="h-facts h-facts--stacked">
          <div>
            <dt>{t('kind.filedNumber')}</dt>
            <dd className="h-filed__number">{request.number}</dd>
          </div>
          <div>
            <dt>{t(request.onPaper ? 'starting.paper.received' : 'kind.filedAt')}</dt>
            <dd>{request.onPaper ? day(request.filedAt, language) : moment(request.filedAt, language)}</dd>
          </div>
          {request.hands.length > 0 ? (
            <div>
              <dt>{t('kind.filedNext')}</dt>
              <dd>
                <HolderLine hands={request.hands} />
              </dd>
            </div>
          ) : null}
        </dl>
        {request.onPaper || isConfirmed ? <p className="h-help">{t(request.onPaper ? onPaper : told)}</p> : null}
        <div className="h-formend">
          <Button as={Link} to={`/requests/${request.id}?tab=progress`}>
            {t('kind.follow')}
          </Button>
          {request.onPaper ? (
            <Button kind="tertiary" onClick={() => window.print()}>
              {t('starting.paper.print')}
            </Button>
          ) : null}
          <Button as={Link} to="/" kind="ghost">
            {t('shell.backHome')}
          </Button>
        </div>
      </div>
      <NextKinds request={request} />
    </div>
  );
}
