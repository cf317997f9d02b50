import { Link } from 'react-router';
import { batchAddress } from '#domain/signing/notice.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { BatchRow } from '#web/contract/signing/signing-batches.ts';

/** What one signed or decided by batches, the newest first, each with its report. */
export function PastBatches() {
  const { t, language } = useLanguage();
  useInSpace(taskSpace(useMe()));
  const list = useList('GET /api/signing/batches');
  const nameOf = ({ what, outcome }: BatchRow) =>
    outcome === null
      ? t(`desk.batches.whats.${what}`)
      : t('desk.batches.given', { what: t(`desk.batches.whats.${what}`), outcome: t(`tasks.choices.${outcome}`) });
  const columns: Column<BatchRow>[] = [
    {
      key: 'what',
      header: t('desk.batches.what'),
      cell: (row) => <Link to={batchAddress(row.of, row.id)}>{nameOf(row)}</Link>,
    },
    { key: 'made', header: t('desk.batches.made'), nowrap: true, cell: ({ madeAt }) => moment(madeAt, language) },
    { key: 'count', header: t('desk.batches.count'), cell: ({ count }) => count },
    { key: 'done', header: t('desk.batches.done'), cell: ({ done }) => done },
    { key: 'refused', header: t('desk.batches.refused'), cell: ({ refused }) => refused },
    {
      key: 'state',
      header: t('desk.batches.state'),
      cell: ({ count, done, refused }) => t(`desk.batches.${done + refused < count ? 'underWay' : 'over'}`),
    },
  ];
  return (
    <Page
      title={t('desk.batches.title')}
      lead={t('desk.batches.lead')}
      actions={<Link to="/desk">{t('desk.batches.back')}</Link>}
    >
      <PagedList
        label={t('desk.batches.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('desk.batches.none')} text={t('desk.batches.noneText')} />}
      />
    </Page>
  );
}
