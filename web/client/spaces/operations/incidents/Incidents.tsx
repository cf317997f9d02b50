import { InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ApiProblem } from '#web/client/api/api.ts';
import { reading } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { GroupCard } from './GroupCard.tsx';
import { IncidentCards } from './IncidentCards.tsx';

/** What stopped, by cause, and how to set it going again. */
export function Incidents() {
  const { t } = useLanguage();
  const query = useQuery({ ...reading('GET /api/incidents/groups'), refetchInterval: 15_000 });
  const away = query.error instanceof ApiProblem && query.error.code === 'engine-unavailable';
  const warning = (title: string) => (
    <InlineNotification
      kind="warning"
      lowContrast
      hideCloseButton
      title={title}
      statusIconDescription={t('common.warning')}
    />
  );
  return (
    <Panel
      title={t('operations.incidents')}
      action={<Link to="/operations/incidents/retries">{t('incidents.retries')}</Link>}
    >
      {away ? (
        warning(t('operations.incidentsUnknown'))
      ) : (
        <Loaded query={query}>
          {({ items, incidents, partial, more }) => (
            <>
              {partial ? warning(t('incidents.partial')) : null}
              {incidents > 1 ? <p>{t('incidents.total', { count: incidents })}</p> : null}
              {/* There too when nothing is left: what became of the last one is said here. */}
              <IncidentCards incidents={items.flatMap(({ only }) => only ?? [])} />
              <ul className="h-incidents">
                {items
                  .filter(({ only }) => only === null)
                  .map((group) => (
                    <li key={group.id}>
                      <GroupCard group={group} />
                    </li>
                  ))}
              </ul>
              {more ? <p className="h-muted">{t('incidents.moreGroups')}</p> : null}
              {items.length === 0 ? (
                <EmptyState title={t('operations.noIncident')} text={t('operations.noIncidentText')} />
              ) : null}
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}
