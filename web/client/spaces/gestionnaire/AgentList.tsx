import { Link } from 'react-router';
import type { z } from 'zod';
import type { PersonRow } from '../../../contract/dossier.ts';
import { useList } from '../../api/use-list.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ListFilters } from '../../ui/ListFilters.tsx';
import type { Column } from '../../ui/ListTable.tsx';
import { PagedList } from '../../ui/PagedList.tsx';

type Row = z.infer<typeof PersonRow>;

/** The agents of the structures one manages, each a way to what is done for them. */
export function AgentList(props: { label: string; searchLabel: string; addressOf: (id: string) => string }) {
  const { t } = useLanguage();
  const list = useList('GET /api/people');
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('manage.name'),
      cell: (row) => <Link to={props.addressOf(row.id)}>{fullName(row)}</Link>,
    },
    { key: 'number', header: t('agent.data.employeeNumber'), cell: (row) => row.employeeNumber },
    { key: 'quality', header: t('agent.data.quality'), cell: (row) => row.quality ?? '—' },
    { key: 'structure', header: t('agent.data.structure'), cell: (row) => row.structureName ?? '—' },
  ];
  return (
    <>
      <ListFilters label={props.searchLabel} list={list} />
      <PagedList label={props.label} list={list} columns={columns} rowKey={(row) => row.id} />
    </>
  );
}
