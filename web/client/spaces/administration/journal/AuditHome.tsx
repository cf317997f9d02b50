import { Search } from '@carbon/react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { day, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { useTypedSearch } from '#web/client/ui/lists/use-typed-search.ts';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';

const MIN_LENGTH = 2;

/** Where the journal of a request or of a person is looked for. */
export function AuditHome() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const [typed, setTyped] = useTypedSearch(q, (asked) => setSearch(asked ? { q: asked } : {}, { replace: true }));
  return (
    <Page title={t('administration.audit.title')} lead={t('administration.audit.lead')}>
      <search className="h-filters">
        <Search
          size="md"
          labelText={t('administration.audit.search')}
          placeholder={t('administration.audit.search')}
          closeButtonLabelText={t('list.clearSearch')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </search>
      {q.length >= MIN_LENGTH ? <Found q={q} /> : <p className="h-help">{t('administration.audit.searchHelp')}</p>}
      <p>
        <Link to="/administration/audit/system">{t('administration.audit.system')}</Link>
      </p>
    </Page>
  );
}

function Found({ q }: { q: string }) {
  const { t, language, read } = useLanguage();
  const query = useApi('GET /api/administration/audit', { query: { q }, keepPrevious: true });
  return (
    <Loaded query={query}>
      {({ requests, people }) =>
        requests.length + people.length === 0 ? (
          <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
        ) : (
          <>
            {requests.length > 0 ? (
              <Panel title={t('administration.audit.requests')}>
                <ul className="h-list">
                  {requests.map((request) => (
                    <li key={request.id}>
                      <Link to={`/administration/audit/requests/${request.id}`}>{request.number}</Link>{' '}
                      <span className="h-muted">
                        {read(request.title)} · {request.structureName} · {day(request.filedAt, language)}
                      </span>
                    </li>
                  ))}
                </ul>
              </Panel>
            ) : null}
            {people.length > 0 ? (
              <Panel title={t('administration.audit.people')}>
                <ul className="h-list">
                  {people.map((person) => (
                    <li key={person.id}>
                      <Link to={`/administration/audit/people/${person.id}`}>{fullName(person)}</Link>{' '}
                      <span className="h-muted">
                        {person.employeeNumber} · {person.structureName}
                      </span>
                    </li>
                  ))}
                </ul>
              </Panel>
            ) : null}
          </>
        )
      }
    </Loaded>
  );
}
