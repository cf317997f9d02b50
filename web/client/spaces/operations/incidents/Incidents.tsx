import { InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../../api/api.ts';
import { reading } from '../../../api/query.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { IncidentCards } from './IncidentCards.tsx';

/** What stopped, and how to set it going again. */
export function Incidents() {
  const { t } = useLanguage();
  const query = useQuery({ ...reading('GET /api/incidents'), refetchInterval: 15_000 });
  const away = query.error instanceof ApiProblem && query.error.code === 'engine-unavailable';
  return (
    <Panel title={t('operations.incidents')}>
      {away ? (
        <InlineNotification
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('operations.incidentsUnknown')}
          statusIconDescription={t('common.warning')}
        />
      ) : (
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('operations.noIncident')} text={t('operations.noIncidentText')} />
            ) : (
              <IncidentCards incidents={items} />
            )
          }
        </Loaded>
      )}
    </Panel>
  );
}
