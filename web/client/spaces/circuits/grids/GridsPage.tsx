import { Add } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { TableSkeleton } from '#web/client/ui/lists/TableSkeleton.tsx';
import { PassedNotice } from '#web/client/ui/Notice.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { GridList } from '#web/contract/circuits/grids.ts';

/** The reference grids: what of them stands, what is proposed. */
export function GridsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  useInSpace('circuits');
  const mayPropose = useMe().habilitations.some(({ role }) => role === 'analyste');
  const query = useApi('GET /api/grids');
  return (
    <Page
      title={t('grids.title')}
      lead={t('grids.lead')}
      actions={
        mayPropose ? (
          <Button size="md" renderIcon={Add} onClick={() => void navigate('/circuits/grids/new')}>
            {t('grids.new')}
          </Button>
        ) : null
      }
    >
      <PassedNotice />
      <Loaded query={query} skeleton={<TableSkeleton columns={4} />}>
        {(grids) => <Grids grids={grids} />}
      </Loaded>
    </Page>
  );
}

type Row = Pick<GridList['items'][number], 'name' | 'title' | 'proposed'> & Partial<GridList['items'][number]>;

function Grids({ grids }: { grids: GridList }) {
  const { t, read, language } = useLanguage();
  const rows: Row[] = [...grids.items, ...grids.proposed.map((grid) => ({ ...grid, proposed: true }))];
  if (rows.length === 0) return <EmptyState title={t('grids.none')} text={t('grids.noneText')} />;
  const columns: Column<Row>[] = [
    {
      key: 'grid',
      header: t('grids.grid'),
      cell: ({ name, title }) => (
        <span className="h-two">
          <Link to={`/circuits/grids/${name}`}>{read(title)}</Link>
          <code className="h-muted">{name}</code>
        </span>
      ),
    },
    {
      key: 'version',
      header: t('grids.version'),
      cell: ({ number, publishedAt }) =>
        number === undefined || publishedAt === undefined ? (
          '—'
        ) : (
          <span className="h-two">
            <span>{t('grids.versionNumber', { number })}</span>
            <span className="h-muted">{moment(publishedAt, language)}</span>
          </span>
        ),
    },
    { key: 'rows', header: t('grids.rows'), cell: ({ rows: count }) => count ?? 0, nowrap: true },
    {
      key: 'state',
      header: t('grids.state'),
      cell: ({ number, proposed }) => (
        <Tag type={proposed ? 'blue' : 'green'}>
          {t(number === undefined ? 'grids.proposedNew' : proposed ? 'grids.proposed' : 'grids.inForce')}
        </Tag>
      ),
    },
  ];
  return <ListTable label={t('grids.title')} columns={columns} rows={rows} rowKey={({ name }) => name} />;
}
