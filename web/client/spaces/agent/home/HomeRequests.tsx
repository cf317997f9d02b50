import { Link } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { shortDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { TableSkeleton } from '#web/client/ui/lists/TableSkeleton.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { HolderLine } from '../../request/HolderLine.tsx';
import { StateTag } from '../../request/StateTag.tsx';
import { UNDER_WAY } from './home-reads.ts';

/** Requests under way: where each stands, and who holds it. */
export function HomeRequests() {
  const { t, language, read } = useLanguage();
  const query = useApi('GET /api/requests', UNDER_WAY);
  return (
    <Panel title={t('agent.underWay')} action={<Link to="/requests">{t('agent.allRequests')}</Link>}>
      <Loaded query={query} skeleton={<TableSkeleton columns={3} rows={2} />}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title={t('agent.noneUnderWay')} text={t('agent.noneUnderWayText')} />
          ) : (
            <ul className="h-rows">
              {page.items.map((request) => (
                <li key={request.id}>
                  <Link to={`/requests/${request.id}?tab=progress`} className="h-row h-row--request">
                    <span className="h-two">
                      <strong>{read(request.title)}</strong>
                      <span className="h-muted">
                        {request.number} · {t('agent.filedOn', { date: shortDay(request.filedAt, language) })}
                      </span>
                    </span>
                    <span className="h-row__holder">
                      <span className="h-muted">{t('request.hand')}</span>
                      <HolderLine hands={request.hands} />
                    </span>
                    <StateTag state={request.state} />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
