import { Link, useParams } from 'react-router';
import { useInSpace } from '#web/client/app/space.tsx';
import { day, fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';
import { InstanceActions } from '../actions/InstanceActions.tsx';
import { InstanceBody } from './InstanceBody.tsx';
import { InstanceStateTag } from './InstanceStateTag.tsx';
import { useInstance } from './use-instance.ts';

/** One instance of the engine: whose it is, where it stands, what it knows and what it waits for. */
export function InstancePage() {
  const { key = '' } = useParams();
  useInSpace('exploitation');
  const query = useInstance(key);
  return (
    <Loaded query={query} wholePage>
      {(instance) => <Shown key={instance.key} instance={instance} />}
    </Loaded>
  );
}

function Shown({ instance }: { instance: InstanceView }) {
  const { t, language, read } = useLanguage();
  const { request, version, callerKey } = instance;
  const title = request ? `${read(instance.name)} · ${request.number}` : read(instance.name);
  const ended = instance.endedAt ? `, ${t('instances.ended', { date: moment(instance.endedAt, language) })}` : '';
  return (
    <Page
      title={title}
      crumbs={[{ to: '/operations/instances', text: t('instances.title') }]}
      lead={
        <span className="h-lead-line">
          <InstanceStateTag state={instance.state} />
          {version ? (
            <Link to={`/operations/circuits/${version.id}`}>
              {t('instances.versionNumber', { number: version.number })}
            </Link>
          ) : (
            <code>{instance.processId}</code>
          )}
          <span>
            {t('instances.started', { date: moment(instance.startedAt, language) })}
            {ended}
          </span>
          <span className="h-muted">
            {t('instances.key')} <code>{instance.key}</code>
          </span>
          {callerKey ? <Link to={`/operations/instances/${callerKey}`}>{t('instances.seeCaller')}</Link> : null}
        </span>
      }
    >
      {request ? <RequestPanel request={request} /> : <p>{t('instances.ofNoRequest')}</p>}
      {request ? <InstanceActions requestId={request.id} isOpen={request.state === 'open'} /> : null}
      <InstanceBody instance={instance} />
    </Page>
  );
}

/** What the portal knows of the request, by the rights of whoever looks. */
function RequestPanel({ request }: { request: NonNullable<InstanceView['request']> }) {
  const { t, language, read, known } = useLanguage();
  const { id, number, structureName, isReadable, agent, hands } = request;
  return (
    <Panel title={t('instances.request')}>
      <dl className="h-facts h-facts--answers">
        <div>
          <dt>{read(request.title)}</dt>
          <dd>
            {number}
            {agent ? ` · ${fullName(agent)}` : ''} · {structureName}
          </dd>
        </div>
        <div>
          <dt>{t('instances.filed')}</dt>
          <dd>
            {day(request.filedAt, language)} ·{' '}
            {t(`instances.${request.state === 'open' ? 'requestOpen' : 'requestClosed'}`)}
          </dd>
        </div>
        <div>
          <dt>{t('instances.hands')}</dt>
          <dd>
            {hands.length === 0 ? t('instances.nobody') : null}
            {hands.map(({ step, role, people, since }) => (
              <span key={`${read(step)} ${since}`} className="h-two">
                <span>{people.length > 0 ? people.map(fullName).join(', ') : known(`roles.${role}`, {}, role)}</span>
                <span className="h-muted">
                  {t('instances.handsSince', { step: read(step), date: day(since, language) })}
                </span>
              </span>
            ))}
          </dd>
        </div>
      </dl>
      <p className="h-lead-line">
        {isReadable ? <Link to={`/requests/${id}`}>{t('instances.seeRequest')}</Link> : null}
        <Link to={`/administration/audit/requests/${id}`}>{t('instances.seeJournal')}</Link>
      </p>
    </Panel>
  );
}
