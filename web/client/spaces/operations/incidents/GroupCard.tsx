import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { IncidentGroup } from '#web/contract/operations/incidents.ts';
import { canHelp, EngineWords, IncidentMending, IncidentWords } from './IncidentWords.tsx';
import { RetryDialog } from './RetryDialog.tsx';

/** Incidents of one cause: how many, since when, on which versions, what to do, and all of them tried again at once. */
export function GroupCard({ group }: { group: IncidentGroup }) {
  const { t, language, read } = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const { incidents: count, requests, versions } = group;
  const circuit = read(group.circuit);
  const step = read(group.step);
  return (
    <article className="h-incident" aria-label={t('incidents.group', { circuit, step, count })}>
      <h3>{circuit}</h3>
      <p className="h-muted">
        {t('common.labelled', { label: t('operations.step'), value: step })} ·{' '}
        {t('incidents.stops', { count, date: moment(group.oldestAt, language) })},{' '}
        {t('incidents.requests', { count: requests })}
      </p>
      {versions.length > 0 ? (
        <p className="h-lead-line">
          {versions.map((version) => (
            <Link key={version.id} to={`/operations/circuits/${version.id}`}>
              {t('incidents.versionCount', { number: version.number, count: version.incidents })}
            </Link>
          ))}
        </p>
      ) : null}
      <IncidentWords incident={group} />
      <div className="h-incident__actions">
        <IncidentMending incident={group} />
        <Button as={Link} to={`/operations/incidents/groups/${group.id}`} kind="tertiary" size="sm">
          {t('incidents.see', { count })}
        </Button>
        <Button
          size="sm"
          kind={canHelp(group) ? 'primary' : 'ghost'}
          aria-label={t('incidents.retryAllOf', { circuit, step, count })}
          onClick={() => setAsking(true)}
        >
          {t('incidents.retryAll', { count })}
        </Button>
      </div>
      <EngineWords incident={group} />
      {isAsking ? (
        <RetryDialog group={group.id} cause={group} versionId={null} keys={null} onClose={() => setAsking(false)} />
      ) : null}
    </article>
  );
}
