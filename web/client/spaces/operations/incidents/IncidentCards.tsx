import { useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { IncidentRow as Incident } from '#web/contract/operations/incidents.ts';
import { IncidentCard } from './IncidentCard.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';

/** Some incidents, each tried again by itself. `within`: on the page of the instance that they stop. */
export function IncidentCards({ incidents, within = false }: { incidents: readonly Incident[]; within?: boolean }) {
  const { t } = useLanguage();
  const [resolving, setResolving] = useState<Incident | null>(null);
  const [notice, setNotice] = useState('');
  return (
    <>
      <p role="status">{notice}</p>
      <ul className="h-incidents">
        {incidents.map((incident) => (
          <li key={incident.key}>
            <IncidentCard incident={incident} within={within} onResolve={() => setResolving(incident)} />
          </li>
        ))}
      </ul>
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
    </>
  );
}
