import { Link } from 'react-router';
import type { z } from 'zod';
import type { PersonRow } from '#web/contract/requests/dossier.ts';
import { useApi } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Filter, ListFilters } from '../../ui/lists/ListFilters.tsx';
import type { Column } from '../../ui/lists/ListTable.tsx';
import { PagedList } from '../../ui/lists/PagedList.tsx';

type Row = z.infer<typeof PersonRow>;

/** The agents of the structures one manages, or is the superior of, each a way to what is done for them; without an address, they are only read. */
export function AgentList(props: {
  label: string;
  searchLabel: string;
  addressOf?: (id: string) => string;
  as?: 'superieur';
}) {
  const { addressOf, as } = props;
  const by = { query: as ? { as } : {} };
  const { t } = useLanguage();
  const list = useList('GET /api/people', by);
  const choices = useApi('GET /api/people/filters', by).data;
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('manage.name'),
      cell: (row) => (addressOf ? <Link to={addressOf(row.id)}>{fullName(row)}</Link> : fullName(row)),
    },
    { key: 'number', header: t('agent.data.employeeNumber'), cell: (row) => row.employeeNumber },
    { key: 'quality', header: t('agent.data.quality'), cell: (row) => row.quality ?? '—' },
    { key: 'structure', header: t('agent.data.structure'), cell: (row) => row.structureName ?? '—' },
  ];
  return (
    <>
      <ListFilters label={props.searchLabel} list={list}>
        <Filter
          id="agents-structure"
          label={t('agent.data.structure')}
          all={t('manage.allStructures')}
          value={list.params.structureId}
          choices={(choices?.structures ?? []).map(({ id, name }) => ({ value: id, text: name }))}
          onChange={(structureId) => list.set({ structureId })}
        />
        <Filter
          id="agents-grade"
          label={t('agent.data.grade')}
          all={t('manage.allGrades')}
          value={list.params.grade}
          choices={(choices?.grades ?? []).map((grade) => ({ value: grade, text: grade }))}
          onChange={(grade) => list.set({ grade })}
        />
      </ListFilters>
      <PagedList label={props.label} list={list} columns={columns} rowKey={(row) => row.id} />
    </>
  );
}
