import { Button, Tag } from '@carbon/react';
import type { BatchView } from '#web/contract/circuits/migrations.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { ListTable } from '../../ui/lists/ListTable.tsx';
import { AskedBy } from './AskedBy.tsx';

/** The batches of a version: how many of its requests are where, and what stops them or has them go on. */
export function MigrationBatches({ versionId }: { versionId: string }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const query = useApi('GET /api/operations/circuits/:versionId/migration-batches', { params: { versionId } });
  const steer = ({ id, state }: BatchView) =>
    attempt(
      async () => {
        const to = state === 'paused' ? 'running' : 'paused';
        await call('POST /api/operations/migration-batches/:id/state', { params: { id }, body: { state: to } });
        await refresh(`/api/operations/circuits/${versionId}`);
      },
      { again: true },
    );
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <FailureNote problem={problem} />
            <ListTable
              label={t('operations.migrations.batches')}
              columns={[
                {
                  key: 'asked',
                  header: t('operations.migrations.askedBy'),
                  cell: (row) => <AskedBy asked={row} />,
                },
                {
                  key: 'what',
                  header: t('operations.migrations.what'),
                  cell: ({ dry, to }) =>
                    t(dry ? 'operations.migrations.tried' : 'operations.migrations.movedTo', { to }),
                },
                { key: 'counts', header: t('operations.migrations.result'), cell: (batch) => <Counts batch={batch} /> },
                {
                  key: 'steer',
                  header: t('operations.migrations.steer'),
                  cell: (batch) =>
                    batch.state === 'ended' ? (
                      t('operations.migrations.allAsked')
                    ) : (
                      <Button kind="ghost" size="sm" disabled={busy} onClick={() => void steer(batch)}>
                        {t(batch.state === 'paused' ? 'operations.migrations.goOn' : 'operations.migrations.pause')}
                      </Button>
                    ),
                },
              ]}
              rows={items}
              rowKey={({ id }) => id}
            />
          </>
        )
      }
    </Loaded>
  );
}

function Counts({ batch: { counts, state } }: { batch: BatchView }) {
  const { t } = useLanguage();
  const found = Object.entries(counts) as [keyof BatchView['counts'], number][];
  return (
    <span>
      {state === 'paused' ? <Tag type="gray">{t('operations.migrations.paused')}</Tag> : null}
      {found.length === 0
        ? t('operations.migrations.asked', { count: 0 })
        : found
            .map(([name, count]) =>
              t('common.labelled', { label: t(`operations.migrations.states.${name}`), value: count }),
            )
            .join(', ')}
    </span>
  );
}
