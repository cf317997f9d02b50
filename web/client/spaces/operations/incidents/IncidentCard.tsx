import { Button } from '@carbon/react';
import { Link } from 'react-router';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { IncidentRow as Incident } from '#web/contract/operations/incidents.ts';
import { canHelp, EngineWords, IncidentMending, IncidentWords } from './IncidentWords.tsx';

/**
 * What stopped: what happened, what is kept, what to do. The engine's own words are behind « technical detail ». `within`: on the
 * page of the very instance that it stops.
 */
export function IncidentCard({
  incident,
  within = false,
  onResolve,
}: {
  incident: Incident;
  within?: boolean;
  onResolve: () => void;
}) {
  const { t, language, read } = useLanguage();
  const { version, requestId, requestNumber } = incident;
  return (
    <article className="h-incident" aria-label={`${read(incident.circuit)}, ${requestNumber ?? ''}`}>
      <h3>
        {read(incident.circuit)}
        {requestId && requestNumber ? (
          <>
            {' · '}
            <Link to={`/administration/audit/requests/${requestId}`}>{requestNumber}</Link>
          </>
        ) : null}
      </h3>
      <p className="h-muted">
        {t('common.labelled', { label: t('operations.step'), value: read(incident.step) })}
        {incident.structureName ? ` · ${incident.structureName}` : ''} · {t('operations.since')}{' '}
        {moment(incident.at, language)}
      </p>
      {within ? null : (
        <p className="h-lead-line">
          {version ? (
            <Link to={`/operations/circuits/${version.id}`}>
              {t('instances.versionNumber', { number: version.number })}
            </Link>
          ) : null}
          <Link to={`/operations/instances/${incident.instanceKey}`}>
            {t('operations.seeInstance')}
            <span className="h-hidden"> {requestNumber ?? ''}</span>
          </Link>
        </p>
      )}
      <IncidentWords incident={incident} />
      <div className="h-incident__actions">
        <IncidentMending incident={incident} />
        {/* Never the first thing to do where it cannot help by itself. */}
        <Button size="sm" kind={canHelp(incident) ? 'primary' : 'ghost'} onClick={onResolve}>
          {t('operations.resolve')}
          <span className="h-hidden"> {requestNumber ?? read(incident.step)}</span>
        </Button>
      </div>
      <EngineWords incident={incident} />
    </article>
  );
}
