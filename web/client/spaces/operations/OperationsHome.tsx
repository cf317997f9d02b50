import { CheckmarkFilled, ErrorFilled } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Health, IncidentList, IncidentRow } from '../../../contract/operations.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ApiProblem, call } from '../../shell/api.ts';
import { ConfirmDialog } from '../../shell/ConfirmDialog.tsx';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { LongText } from '../../shell/LongText.tsx';
import { Page } from '../../shell/Page.tsx';
import { Panel } from '../../shell/Panel.tsx';
import { refresh, useApi } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';

type Incident = z.infer<typeof IncidentRow>;

/** The state of the house, and what stopped. */
export function OperationsHome() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  const incidents = useApi<z.infer<typeof IncidentList>>('/api/incidents');
  return (
    <Loaded query={incidents} wholePage>
      {({ items }) => (
        <Page title={t('operations.title')} lead={t('operations.lead')}>
          <HealthPanel />
          <Incidents items={items} />
        </Page>
      )}
    </Loaded>
  );
}

function HealthPanel() {
  const { t } = useLanguage();
  const query = useQuery<Health>({
    queryKey: ['/api/health', 'operations'],
    // 503 carries the same answer: something is down, and it says what.
    queryFn: async ({ signal }) => {
      try {
        return await call<Health>('/api/health', { signal, anonymous: true });
      } catch (error) {
        if (error instanceof ApiProblem && 'database' in error.body) return error.body as unknown as Health;
        throw error;
      }
    },
    refetchInterval: 10_000,
  });
  return (
    <Panel title={t('operations.health')}>
      <Loaded query={query}>
        {(health) => (
          <>
            <ul className="h-health">
              {(['database', 'engine', 'mail'] as const).map((part) => (
                <li key={part} className={health[part] === 'up' ? 'h-health__up' : 'h-health__down'}>
                  {health[part] === 'up' ? <CheckmarkFilled aria-hidden="true" /> : <ErrorFilled aria-hidden="true" />}
                  <strong>{t(`operations.parts.${part}`)}</strong>
                  <span>{health[part] === 'up' ? t('operations.up') : t('operations.down')}</span>
                </li>
              ))}
            </ul>
            {health.catcher ? (
              <p>
                <a href={health.catcher} target="_blank" rel="noopener">
                  {t('operations.catcher')}
                  <span className="h-hidden">{t('common.newTab')}</span>
                </a>
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Incidents({ items }: { items: Incident[] }) {
  const { t, language, read, known } = useLanguage();
  const [resolving, resolve] = useState<Incident | null>(null);
  const [told, tell] = useState('');
  return (
    <Panel title={t('operations.incidents')}>
      <p role="status">{told}</p>
      {items.length === 0 ? (
        <EmptyState title={t('operations.noIncident')} text={t('operations.noIncidentText')} />
      ) : (
        <ul className="h-incidents">
          {items.map((incident) => (
            <li key={incident.key}>
              <div>
                <strong>{known(`operations.causes.${incident.type}`, {}, t('operations.causes.other'))}</strong>
                <span className="h-muted">
                  {read(incident.step)} · {moment(incident.at, language)}
                  {incident.requestId && incident.requestNumber ? (
                    <>
                      {' · '}
                      <Link to={`/requests/${incident.requestId}`}>{incident.requestNumber}</Link>
                    </>
                  ) : null}
                </span>
                <p className="h-prose">{incident.message}</p>
              </div>
              <Button kind="tertiary" size="sm" onClick={() => resolve(incident)}>
                {t('operations.resolve')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {resolving ? (
        <ResolveDialog
          incident={resolving}
          onClose={() => resolve(null)}
          onDone={() => {
            resolve(null);
            tell(t('operations.resolved'));
          }}
        />
      ) : null}
    </Panel>
  );
}

function ResolveDialog({ incident, onClose, onDone }: { incident: Incident; onClose: () => void; onDone: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t('operations.resolveTitle')}
      confirm={t('operations.resolve')}
      ready={reason.trim().length >= 3}
      onClose={onClose}
      onConfirm={async () => {
        await call(`/api/incidents/${incident.key}/resolution`, { method: 'POST', body: { reason: reason.trim() } });
        await refresh('/api/incidents');
        onDone();
      }}
    >
      <p>{t('operations.resolveText')}</p>
      <LongText
        id="resolution-reason"
        rows={3}
        maxLength={1000}
        labelText={t('operations.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
}
