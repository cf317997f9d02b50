import { useMemo, useState } from 'react';
import { addressOf } from '#web/client/api/address.ts';
import { CircuitDiagram } from '#web/client/diagram/CircuitDiagram.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { InstanceView } from '#web/contract/operations/instances.ts';
import { IncidentCards } from '../incidents/IncidentCards.tsx';
import { InstanceStateTag } from './InstanceStateTag.tsx';
import { JobsPanel } from './JobsPanel.tsx';
import { isOver, useInstance } from './use-instance.ts';
import { VariablesPanel } from './VariablesPanel.tsx';
import { WaitsPanel } from './WaitsPanel.tsx';

/**
 * What the engine says of one instance. `of`: the block that it is, where it is opened within the page of its caller, so that
 * its parts are told from those of the others.
 */
export function InstanceBody({ instance, of }: { instance: InstanceView; of?: string }) {
  const { t } = useLanguage();
  const titled = (title: string) => (of === undefined ? title : t('common.labelled', { label: title, value: of }));
  return (
    <>
      {instance.incidents.length > 0 ? (
        <Panel title={titled(t('instances.incidents'))}>
          <IncidentCards incidents={instance.incidents} within />
        </Panel>
      ) : null}
      <PathPanel instance={instance} titled={titled} />
      {instance.called.length > 0 ? (
        <Panel title={titled(t('instances.called'))}>
          {instance.called.map((called) => (
            <CalledInstance key={called.key} called={called} />
          ))}
          {instance.moreCalled ? <p className="h-muted">{t('instances.moreCalled')}</p> : null}
        </Panel>
      ) : null}
      <WaitsPanel title={titled(t('instances.waitsFor'))} instance={instance} />
      <JobsPanel title={titled(t('instances.jobs'))} instance={instance} />
      <VariablesPanel title={titled(t('instances.variables'))} instance={instance} />
    </>
  );
}

/** The diagram, lit, and the same in lists. */
function PathPanel({ instance, titled }: { instance: InstanceView; titled: (title: string) => string }) {
  const { t, language, read, known } = useLanguage();
  const { version, path, activeElements, doneElements, stoppedElements, passages } = instance;
  const badges = useMemo(
    () => stoppedElements.map(({ elementId, stopped }) => ({ elementId, count: 0, alert: stopped })),
    [stoppedElements],
  );
  const [isShown, setShown] = useState(false);
  const standing = passages.filter(({ state }) => state === 'active');
  return (
    <Panel title={titled(t('instances.diagram'))}>
      {version && instance.hasDiagram ? (
        <>
          <CircuitDiagram
            src={addressOf('GET /api/circuits/:versionId/diagram', {
              params: { versionId: version.id },
              query: { lang: language, ...(path !== '' && { block: path }) },
            })}
            active={activeElements}
            done={doneElements}
            badges={badges}
            over={isOver(instance)}
          />
          <p className="h-help">{t('instances.diagramHelp')}</p>
        </>
      ) : null}
      <h3>{t('instances.standsAt')}</h3>
      {standing.length === 0 ? (
        <p>{t('instances.standsNowhere')}</p>
      ) : (
        <ul className="h-list">
          {standing.map(({ key, name, type, startedAt }) => (
            <li key={key}>
              {read(name)}{' '}
              <span className="h-muted">
                {known(`instances.types.${type}`, {}, type)}, {moment(startedAt, language)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <details onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
        <summary>{t('instances.passagesShown')}</summary>
        {isShown ? <Passages instance={instance} label={titled(t('instances.passages'))} /> : null}
      </details>
    </Panel>
  );
}

function Passages({ instance: { passages, morePassages }, label }: { instance: InstanceView; label: string }) {
  const { t, language, read, known } = useLanguage();
  return (
    <>
      <ListTable
        label={label}
        columns={[
          { key: 'step', header: t('instances.step'), cell: ({ name }) => read(name) },
          {
            key: 'type',
            header: t('instances.type'),
            cell: ({ type }) => known(`instances.types.${type}`, {}, type),
          },
          { key: 'entered', header: t('instances.entered'), cell: ({ startedAt }) => moment(startedAt, language) },
          {
            key: 'left',
            header: t('instances.left'),
            cell: ({ endedAt }) => (endedAt ? moment(endedAt, language) : '—'),
          },
          { key: 'state', header: t('instances.state'), cell: ({ state }) => t(`instances.passageStates.${state}`) },
        ]}
        rows={passages}
        rowKey={({ key }) => key}
      />
      {morePassages ? <p className="h-muted">{t('instances.morePassages')}</p> : null}
    </>
  );
}

/** An instance that this one calls: opened in place, it is read by itself; at once, where it is what stops this one. */
function CalledInstance({ called }: { called: InstanceView['called'][number] }) {
  const { language, read } = useLanguage();
  const [isOpen, setOpen] = useState(called.state === 'incident');
  return (
    <details className="h-instance-called" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {read(called.name)} <InstanceStateTag state={called.state} />{' '}
        <span className="h-muted">{moment(called.startedAt, language)}</span>
      </summary>
      {isOpen ? <Opened instanceKey={called.key} /> : null}
    </details>
  );
}

function Opened({ instanceKey }: { instanceKey: string }) {
  const { read } = useLanguage();
  const query = useInstance(instanceKey);
  return <Loaded query={query}>{(instance) => <InstanceBody instance={instance} of={read(instance.name)} />}</Loaded>;
}
