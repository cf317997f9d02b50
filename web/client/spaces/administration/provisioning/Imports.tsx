import { Select, SelectItem } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { columnsOf, FILE_KINDS, type FileKind } from '#domain/people/import-line.ts';
import { useApi } from '#web/client/api/query.ts';
import { sendFile } from '#web/client/api/send-file.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { CsvChoice } from '#web/client/ui/fields/CsvChoice.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { ImportRow } from '#web/contract/operations/imports.ts';
import { CreatePanel } from '../CreatePanel.tsx';
import { ReasonField } from '../fields.tsx';

/** Files of structures, people, posts, rights, delegations and of the situation of agents. */
export function Imports() {
  const { t, read, language } = useLanguage();
  useInSpace('exploitation');
  const list = useList('GET /api/administration/imports');
  const columns: Column<ImportRow>[] = [
    {
      key: 'file',
      header: t('people.imports.kind'),
      cell: (row) => (
        <span className="h-two">
          <Link to={`/administration/imports/${row.id}`}>
            {row.theme ? read(row.theme) : t(`people.imports.kinds.${row.kind}`)}
          </Link>
          <span className="h-muted" lang="fr">
            {row.fileName}
          </span>
        </span>
      ),
    },
    { key: 'state', header: t('people.imports.state'), cell: (row) => t(`people.imports.states.${row.state}`) },
    { key: 'lines', header: t('people.imports.lines'), cell: (row) => row.lines },
    {
      key: 'sent',
      header: t('people.imports.sent'),
      cell: (row) => (
        <span className="h-two">
          <span>{row.madeBy === null ? t('people.imports.operator') : fullName(row.madeBy)}</span>
          <span className="h-muted">{moment(row.madeAt, language)}</span>
        </span>
      ),
    },
  ];
  return (
    <Page title={t('people.imports.title')} lead={t('people.imports.lead')}>
      <SendFile />
      <PagedList
        label={t('people.imports.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('people.imports.none')} text={t('people.imports.noneText')} />}
      />
    </Page>
  );
}

function SendFile() {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const [kind, setKind] = useState<FileKind>('structures');
  const [theme, setTheme] = useState('');
  const themes = useApi('GET /api/administration/imports/themes', { enabled: kind === 'situation' }).data?.items ?? [];
  const columns = kind === 'situation' ? themes.find(({ name }) => name === theme)?.columns : columnsOf(kind);
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  return (
    <CreatePanel
      title={t('people.imports.send')}
      submit={t('people.imports.submit')}
      filled={{
        ...(kind === 'situation' && { [t('people.imports.theme')]: theme !== '' }),
        [t('people.imports.file')]: file !== null,
        [t('administration.reason')]: isReason(reason),
      }}
      onSubmit={async () => {
        if (file === null) return;
        const headers = { 'X-File-Name': file.name, 'X-Reason': reason.trim() };
        const query = { kind, ...(kind === 'situation' && { theme }) };
        const { id } = await sendFile('POST /api/administration/imports', { query }, file, {
          mediaType: 'text/csv',
          headers,
        });
        void navigate(`/administration/imports/${id}`);
      }}
    >
      <Select
        id="import-kind"
        labelText={t('people.imports.kind')}
        helperText={t('people.imports.order')}
        value={kind}
        onChange={(event) => setKind(event.target.value as FileKind)}
      >
        {FILE_KINDS.map((each) => (
          <SelectItem key={each} value={each} text={t(`people.imports.kinds.${each}`)} />
        ))}
      </Select>
      {kind === 'situation' ? (
        <Select
          id="import-theme"
          labelText={t('people.imports.theme')}
          helperText={t('people.imports.themeHelp')}
          value={theme}
          onChange={(event) => setTheme(event.target.value)}
        >
          <SelectItem value="" text={t('people.imports.chooseTheme')} />
          {themes.map(({ name, title }) => (
            <SelectItem key={name} value={name} text={read(title)} />
          ))}
        </Select>
      ) : null}
      {columns === undefined ? null : (
        <p className="h-help">
          {t('people.imports.columns')} <span lang="fr">{columns}</span>
        </p>
      )}
      <div>
        <CsvChoice
          label={t('people.imports.file')}
          choose={t('people.imports.choose')}
          none={t('people.imports.noFile')}
          file={file}
          onChoose={setFile}
        />
        <p className="h-help">{t('people.imports.formats')}</p>
      </div>
      <ReasonField id="import-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
