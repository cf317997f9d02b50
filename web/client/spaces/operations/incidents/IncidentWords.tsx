import { Button } from '@carbon/react';
import { Link } from 'react-router';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { IncidentRow as Incident } from '#web/contract/operations/incidents.ts';

type Read = Pick<Incident, 'cause' | 'params' | 'mending'> & Partial<Pick<Incident, 'version'>>;

/** What fills the words of an incident in, in the reader's language. */
function useIncidentParams({ params }: Pick<Read, 'params'>) {
  const { known } = useLanguage();
  const word = (list: string, code: string | undefined) => (code ? known(`${list}.${code}`, {}, code) : '');
  return {
    ...params,
    role: word('roles', params.role),
    guarantee: word('operations.guarantees', params.guarantee),
    rule: word('operations.rules', params.rule),
    lacks: word('operations.lacks', params.lacks),
    differs: word('operations.differs', params.differs),
    claim: word('operations.claims', params.claim),
  };
}

/** What happened, what is kept, what is to be done. */
export function IncidentWords({ incident }: { incident: Read }) {
  const { t } = useLanguage();
  const words = useIncidentParams(incident);
  return (
    <dl className="h-facts">
      <div>
        <dt>{t('operations.what')}</dt>
        <dd>{t(`operations.causes.${incident.cause}.what`, words)}</dd>
      </div>
      <div>
        <dt>{t('operations.kept')}</dt>
        <dd>{t('operations.keptGeneric')}</dd>
      </div>
      <div>
        <dt>{t('operations.todo')}</dt>
        <dd>
          {t(`operations.causes.${incident.cause}.todo`, words)}
          {incident.mending === 'circuit' ? ` ${t('operations.circuitMended')}` : null}
        </dd>
      </div>
    </dl>
  );
}

/** Where it is set right, when that is elsewhere in the portal. */
export function IncidentMending({ incident }: { incident: Read }) {
  const { t } = useLanguage();
  const words = useIncidentParams(incident);
  const { mending, params, version } = incident;
  if (mending === 'give-right' && params.role)
    return (
      <Button
        as={Link}
        to={`/administration/habilitations?give=${params.role}&on=${encodeURIComponent(params.structure ?? '')}`}
        kind="tertiary"
        size="sm"
      >
        {t('operations.giveRight', words)}
      </Button>
    );
  // Where its requests are made to go on by another version: an administrator draws no circuit.
  if (mending === 'circuit' && version)
    return (
      <Button as={Link} to={`/operations/circuits/${version.id}`} kind="tertiary" size="sm">
        {t('operations.seeVersion')}
      </Button>
    );
  return null;
}

/** What the engine itself says, for whoever asks. */
export function EngineWords({ incident: { type, message } }: { incident: Pick<Incident, 'type' | 'message'> }) {
  const { t } = useLanguage();
  return (
    <details>
      <summary>{t('operations.detail')}</summary>
      <p className="h-prose">
        <code className="h-break" lang="en">
          {type}: {message}
        </code>
      </p>
    </details>
  );
}

/** Whether the step can go on in this version of its circuit, once something else was done or by itself. */
export const canHelp = ({ mending }: Pick<Read, 'mending'>): boolean => mending !== 'circuit' && mending !== 'operator';
