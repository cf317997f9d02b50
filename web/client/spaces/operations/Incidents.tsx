import { Button, InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { IncidentRow } from '../../../contract/operations.ts';
import { ApiProblem } from '../../api/api.ts';
import { reading } from '../../api/query.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';

export type Incident = z.infer<typeof IncidentRow>;

/** What stopped: what happened, what is kept, what to do. The engine's own words are behind « technical detail ». */
export function Incidents() {
  const { t } = useLanguage();
  const [resolving, setResolving] = useState<Incident | null>(null);
  const [notice, setNotice] = useState('');
  const query = useQuery({ ...reading('GET /api/incidents'), refetchInterval: 15_000 });
  const away = query.error instanceof ApiProblem && query.error.code === 'engine-unavailable';
  return (
    <Panel title={t('operations.incidents')}>
      <p role="status">{notice}</p>
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
              <ul className="h-incidents">
                {items.map((incident) => (
                  <li key={incident.key}>
                    <IncidentCard incident={incident} onResolve={() => setResolving(incident)} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
      {resolving ? (
        <ResolveDialog
          incident={resolving}
          onClose={() => setResolving(null)}
          onDone={(again) => {
            setResolving(null);
            setNotice(t(again ? 'operations.stillStopped' : 'operations.resolved'));
          }}
        />
      ) : null}
    </Panel>
  );
}

function IncidentCard({ incident, onResolve }: { incident: Incident; onResolve: () => void }) {
  const { t, language, read, known } = useLanguage();
  const { params, cause } = incident;
  const word = (list: string, code: string | undefined) => (code ? (known(`${list}.${code}`, {}, code) ?? code) : '');
  const words = {
    ...params,
    role: word('roles', params.role),
    guarantee: word('operations.guarantees', params.guarantee),
    rule: word('operations.rules', params.rule),
    lacks: word('operations.lacks', params.lacks),
    differs: word('operations.differs', params.differs),
    claim: word('operations.claims', params.claim),
  };
  return (
    <article className="h-incident" aria-label={`${read(incident.circuit)}, ${incident.requestNumber ?? ''}`}>
      <h3>
        {read(incident.circuit)}
        {incident.requestId && incident.requestNumber ? (
          <>
            {' · '}
            <Link to={`/administration/audit/requests/${incident.requestId}`}>{incident.requestNumber}</Link>
          </>
        ) : null}
      </h3>
      <p className="h-muted">
        {t('operations.step')} : {read(incident.step)}
        {incident.structureName ? ` · ${incident.structureName}` : ''} · {t('operations.since')}{' '}
        {moment(incident.at, language)}
      </p>
      <dl className="h-facts">
        <div>
          <dt>{t('operations.what')}</dt>
          <dd>{t(`operations.causes.${cause}.what`, words)}</dd>
        </div>
        <div>
          <dt>{t('operations.kept')}</dt>
          <dd>{t('operations.keptGeneric')}</dd>
        </div>
        <div>
          <dt>{t('operations.todo')}</dt>
          <dd>{t(`operations.causes.${cause}.todo`, words)}</dd>
        </div>
      </dl>
      <div className="h-incident__actions">
        {incident.mending === 'give-right' && params.role ? (
          <Button
            as={Link}
            to={`/administration/habilitations?give=${params.role}&on=${encodeURIComponent(params.structure ?? '')}`}
            kind="tertiary"
            size="sm"
          >
            {t('operations.giveRight', words)}
          </Button>
        ) : null}
        {incident.mending === 'circuit' ? (
          <Button as={Link} to="/circuits" kind="tertiary" size="sm">
            {t('operations.seeCircuit')}
          </Button>
        ) : null}
        {/* Never the first thing to do where it cannot help by itself. */}
        <Button size="sm" kind={canHelp(incident) ? 'primary' : 'ghost'} onClick={onResolve}>
          {t('operations.resolve')}
          <span className="h-hidden"> {incident.requestNumber ?? read(incident.step)}</span>
        </Button>
      </div>
      <details>
        <summary>{t('operations.detail')}</summary>
        <p className="h-prose">
          <code className="h-break" lang="en">
            {incident.type}: {incident.message}
          </code>
        </p>
      </details>
    </article>
  );
}

/** Whether the step can go on in this version of its circuit, once something else was done or by itself. */
const canHelp = ({ mending }: Incident): boolean => mending !== 'circuit' && mending !== 'operator';
