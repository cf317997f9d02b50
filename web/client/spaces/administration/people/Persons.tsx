import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { ColumnsOf } from '#web/client/ui/lists/ListTable.tsx';
import { SearchedList } from '#web/client/ui/lists/SearchedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { PersonCell, StructureCell } from '../cells.tsx';
import { StatusLine } from '../StatusLine.tsx';
import { InviteEverybody } from './InviteEverybody.tsx';
import { NewPerson } from './NewPerson.tsx';

/** The people of the structures that one administers. */
export function Persons() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/administration/persons');
  const [notice, setNotice] = useState('');
  const columns: ColumnsOf<'GET /api/administration/persons'> = [
    {
      key: 'person',
      header: t('administration.person'),
      cell: (row) => <PersonCell person={row} />,
    },
    {
      key: 'post',
      header: t('people.post'),
      cell: ({ post }) =>
        post === null ? <span className="h-muted">{t('people.noPost')}</span> : <span lang="fr">{post.quality}</span>,
    },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: ({ post }) => <StructureCell structure={post?.structure ?? null} />,
    },
    {
      key: 'account',
      header: t('people.account'),
      cell: ({ hasAccount }) => t(hasAccount ? 'people.withAccount' : 'people.withoutAccount'),
    },
  ];
  return (
    <Page title={t('people.title')} lead={t('people.lead')} actions={<InviteEverybody onDone={setNotice} />}>
      <StatusLine text={notice} />
      <NewPerson onDone={setNotice} />
      <SearchedList
        search={t('administration.searchPerson')}
        label={t('people.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ title: t('people.none'), text: t('people.noneText') }}
      />
    </Page>
  );
}
