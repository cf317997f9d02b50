import { ArrowRight } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { RequestState, RequestSummary } from '#web/contract/requests/requests.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { NotRead } from '../../ui/NotRead.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** What came to nothing brings nothing. */
const ENDED: readonly RequestState[] = ['refused', 'withdrawn', 'closed'];

/** The other requests that one's own brings (a birth, a leave): each begins filled in with what was said. */
export function NextKinds({ request }: { request: Pick<RequestSummary, 'id' | 'agent' | 'state'> }) {
  const { t, read } = useLanguage();
  const me = useMe();
  const enabled = request.agent.id === me.id && !ENDED.includes(request.state);
  const query = useApi('GET /api/requests/:id/next-kinds', { params: { id: request.id }, enabled });
  if (!enabled) return null;
  if (!query.data) return <NotRead title={t('kind.next')} query={query} />;
  if (query.data.items.length === 0) return null;
  return (
    <Panel title={t('kind.next')} className="h-panel--call h-nextkinds">
      <p className="h-help">{t('kind.nextHelp')}</p>
      <ul className="h-rows">
        {query.data.items.map(({ kind, title, summary }) => (
          <li key={kind}>
            <Link to={`/catalogue/${kind}?after=${request.id}`} className="h-row">
              <span className="h-two">
                <strong>{read(title)}</strong>
                <span className="h-muted">{read(summary)}</span>
              </span>
              <ArrowRight />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
