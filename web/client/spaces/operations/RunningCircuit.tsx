import { InlineNotification, Tag } from '@carbon/react';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import type { RunningCircuit as Running } from '#web/contract/operations/operations.ts';
import { addressOf } from '../../api/address.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { CircuitDiagram } from '../../diagram/CircuitDiagram.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { ListTable } from '../../ui/lists/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Migrations } from './Migrations.tsx';

/** One version at work: how many requests stand where, on the diagram and in an equal list. */
export function RunningCircuit() {
  const { versionId = '' } = useParams();
  useInSpace('exploitation');
  const query = useApi('GET /api/operations/circuits/:versionId', { params: { versionId } });
  return (
    <Loaded query={query} wholePage>
      {(running) => <AtWork running={running} />}
    </Loaded>
  );
}

/** The instances that stand at an element of this version. */
const standingAt = ({ kind, versionId }: Running, elementId: string): string =>
  `/operations/instances?${new URLSearchParams({ kind, versionId, element: elementId })}`;

function AtWork({ running }: { running: Running }) {
  const { t, language, read } = useLanguage();
  const { elements, stopped } = running;
  const badges = useMemo(
    () =>
      elements.map((element) => ({
        elementId: element.elementId,
        count: element.requests,
        alert: element.stopped,
        to: standingAt(running, element.elementId),
      })),
    [elements, running],
  );
  const warning = (text: string) => (
    <InlineNotification
      className="h-notice"
      kind="warning"
      lowContrast
      hideCloseButton
      title={text}
      statusIconDescription={t('common.warning')}
    />
  );
  return (
    <Page
      title={t('operations.runningTitle', { title: read(running.title), number: running.number })}
      crumbs={[{ to: '/operations/circuits', text: t('operations.running') }]}
      lead={
        <span className="h-lead-line">
          {running.current ? <Tag type="green">{t('operations.current')}</Tag> : null}
          <span>
            {t(running.more ? 'operations.runningMore' : 'operations.runningCount', { count: running.running })}
          </span>
          {stopped ? (
            <span>
              {t('operations.runningStopped', { count: stopped })} ·{' '}
              <Link to="/operations">{t('operations.seeIncidents')}</Link>
            </span>
          ) : null}
        </span>
      }
    >
      {running.source === 'portal' ? warning(t('operations.fromPortal')) : null}
      {running.partial ? warning(t('operations.partial')) : null}
      <Panel title={t('operations.diagram')}>
        <CircuitDiagram
          src={addressOf('GET /api/circuits/:versionId/diagram', {
            params: { versionId: running.versionId },
            query: { lang: language },
          })}
          badges={badges}
        />
        <p className="h-help">{t('operations.diagramHelp')}</p>
      </Panel>
      <Panel title={t('operations.elements')}>
        {elements.length === 0 ? (
          <EmptyState title={t('operations.nothingRuns')} />
        ) : (
          <ListTable
            label={t('operations.elements')}
            columns={[
              { key: 'name', header: t('operations.step'), cell: (element) => read(element.name) },
              {
                key: 'requests',
                header: t('operations.underWay'),
                cell: ({ elementId, name, requests }) =>
                  requests > 0 ? (
                    <Link
                      to={standingAt(running, elementId)}
                      aria-label={t('operations.seeStandingAt', { count: requests, step: read(name) })}
                    >
                      {requests}
                    </Link>
                  ) : (
                    '0'
                  ),
              },
              {
                key: 'stopped',
                header: t('operations.stopped'),
                cell: (element) => (element.stopped > 0 ? <Tag type="red">{element.stopped}</Tag> : '0'),
              },
            ]}
            rows={elements}
            rowKey={(element) => element.elementId}
          />
        )}
      </Panel>
      <Migrations versionId={running.versionId} movable={!running.current && running.running > 0} />
    </Page>
  );
}
