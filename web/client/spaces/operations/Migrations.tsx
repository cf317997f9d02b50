import { Button, Stack, Tag } from '@carbon/react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { MigrationView } from '#web/contract/circuits/migrations.ts';
import { refresh } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { PagedList } from '../../ui/lists/PagedList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { AskedBy } from './AskedBy.tsx';
import { MigrateDialog } from './MigrateDialog.tsx';
import { MigrationBatches } from './MigrationBatches.tsx';

/** How soon the page reads again how far the moves under way are. */
const AGAIN_MS = 2_000;
const COLOURS = {
  asked: 'gray',
  would: 'teal',
  moving: 'blue',
  returning: 'blue',
  moved: 'green',
  refused: 'magenta',
  stopped: 'red',
} as const satisfies Record<MigrationView['state'], string>;

/** Has the requests of a version go on by the one in force, and says of each, instance by instance, what became of it. */
export function Migrations({ versionId, movable }: { versionId: string; movable: boolean }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [notice, setNotice] = useState('');
  const list = useList('GET /api/operations/circuits/:versionId/migrations', { params: { versionId } });
  const underWay = list.query.data?.items.some(({ endedAt }) => endedAt === null) ?? false;
  useEffect(() => {
    if (!underWay) return;
    const timer = window.setInterval(() => void refresh(`/api/operations/circuits/${versionId}`), AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [underWay, versionId]);
  const columns: Column<MigrationView>[] = [
    {
      key: 'number',
      header: t('operations.migrations.request'),
      cell: ({ requestId, number }) => <Link to={`/administration/audit/requests/${requestId}`}>{number}</Link>,
      nowrap: true,
    },
    {
      key: 'versions',
      header: t('operations.migrations.versions'),
      cell: ({ from, to }) => t('operations.migrations.fromTo', { from, to }),
      nowrap: true,
    },
    {
      key: 'asked',
      header: t('operations.migrations.askedBy'),
      cell: (row) => <AskedBy asked={row} />,
    },
    { key: 'result', header: t('operations.migrations.result'), cell: (row) => <Result migration={row} /> },
  ];
  return (
    <Panel title={t('operations.migrations.title')}>
      <Stack gap={5}>
        <p className="h-prose">{t('operations.migrations.lead')}</p>
        {movable ? (
          <Button kind="tertiary" size="md" onClick={() => setAsking(true)}>
            {t('operations.migrations.ask')}
          </Button>
        ) : null}
        <p role="status">{notice}</p>
        <MigrationBatches versionId={versionId} />
        <PagedList
          label={t('operations.migrations.list')}
          list={list}
          columns={columns}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('operations.migrations.none')} text={t('operations.migrations.noneText')} />}
        />
      </Stack>
      {asking ? (
        <MigrateDialog
          versionId={versionId}
          onClose={() => setAsking(false)}
          onDone={({ asked, more }, dry) => {
            setAsking(false);
            const said = t(dry ? 'operations.migrations.triedCount' : 'operations.migrations.asked', { count: asked });
            setNotice(more ? `${said} ${t('operations.migrations.askedMore')}` : said);
          }}
        />
      ) : null}
    </Panel>
  );
}

function Result({ migration }: { migration: MigrationView }) {
  const { t, read } = useLanguage();
  const { state, bar, instances } = migration;
  return (
    <span className="h-two">
      <span>
        <Tag type={COLOURS[state]}>{t(`operations.migrations.states.${state}`)}</Tag>
      </span>
      {bar ? <Bar bar={bar} /> : null}
      {instances.flatMap(({ key, bar: own }) => (own ? [<Bar key={key} bar={own} />] : []))}
      {state === 'stopped' ? <span>{t('operations.migrations.stoppedText')}</span> : null}
      {instances.length > 0 ? (
        <details>
          <summary>
            {t('operations.migrations.instances')}
            <span className="h-hidden"> {migration.number}</span>
          </summary>
          <ul className="h-list">
            {instances.map(({ key, name, state: own }) => (
              <li key={key}>
                {t('common.labelled', {
                  label: name ? read(name) : t('operations.migrations.own'),
                  value: t(`operations.migrations.instanceStates.${own}`),
                })}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </span>
  );
}

/** Why it cannot be, in words; the engine's own are for whoever asks for them. */
function Bar({ bar: { cause, step, reason } }: { bar: NonNullable<MigrationView['bar']> }) {
  const { t, read } = useLanguage();
  return (
    <span>
      {t(`operations.migrations.causes.${cause}`, { step: step ? read(step) : '' })}
      {reason ? (
        <>
          {' '}
          <code className="h-break" lang="en">
            {reason}
          </code>
        </>
      ) : null}
    </span>
  );
}
