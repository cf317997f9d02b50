import { Button, Tag, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { Department } from '#domain/people/department.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useList } from '#web/client/api/use-list.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { SearchedList } from '#web/client/ui/lists/SearchedList.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { StructureRow } from '#web/contract/operations/administration.ts';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { CreatePanel } from '../CreatePanel.tsx';
import { StructureCell } from '../cells.tsx';
import { DepartmentField, ReasonField } from '../fields.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';
import { type StructureChange, StructureDialog } from './StructureDialog.tsx';

/** What may be done to a structure: a closure to come can be moved or given up, one that is over cannot. */
function changesOf({ parent, closedOn }: StructureRow): readonly StructureChange[] {
  if (parent === null) return ['correct'];
  if (closedOn === null) return ['correct', 'move', 'merge', 'close'];
  return closedOn < todayInParis() ? ['correct'] : ['correct', 'reclose', 'keep'];
}

/** The tree that one administers, as a list from the top down. */
export function Structures() {
  const { t, language } = useLanguage();
  const list = useList('GET /api/administration/structures');
  const [notice, setNotice] = useState('');
  const [asking, setAsking] = useState<{ what: StructureChange; row: StructureRow } | null>(null);
  const columns: Column<StructureRow>[] = [
    {
      key: 'name',
      header: t('administration.structures.name'),
      cell: (row) => (
        <span className="h-two" style={{ paddingInlineStart: `${Math.min(row.depth, 6) * 1.25}rem` }}>
          <strong>{row.name}</strong>
          <code className="h-muted">{row.code}</code>
          {row.closedOn ? (
            <Tag type="gray">
              {t(`administration.structures.${row.closedOn < todayInParis() ? 'closed' : 'closes'}`, {
                date: civilDay(row.closedOn, language),
              })}
            </Tag>
          ) : null}
        </span>
      ),
    },
    {
      key: 'city',
      header: t('administration.structures.city'),
      cell: ({ city, department }) => (department === null ? city : `${city} (${department})`),
    },
    {
      key: 'parent',
      header: t('administration.structures.parent'),
      cell: ({ parent }) => <StructureCell structure={parent} />,
    },
    { key: 'people', header: t('administration.structures.people'), cell: (row) => row.people },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) =>
        changesOf(row).map((what) => (
          <Button
            key={what}
            kind="ghost"
            size="sm"
            aria-label={t(`administration.structures.${what}Of`, { name: row.name })}
            onClick={() => setAsking({ what, row })}
          >
            {t(`administration.structures.${what}`)}
          </Button>
        )),
    },
  ];
  return (
    <AdministrationPage of="structures" notice={notice}>
      <NewStructure onDone={() => setNotice(t('administration.done'))} />
      <SearchedList
        label={t('administration.structures.title')}
        list={list}
        columns={columns}
        search={t('administration.searchStructure')}
        rowKey={({ id }) => id}
        empty={{ title: t('administration.none'), text: t('administration.noneText') }}
      />
      {asking ? (
        <StructureDialog
          {...asking}
          onClose={() => setAsking(null)}
          onDone={(said) => {
            setAsking(null);
            setNotice(said);
          }}
        />
      ) : null}
    </AdministrationPage>
  );
}

function NewStructure({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const [parent, setParent] = useState<Choice | null>(null);
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [city, setCity] = useState('');
  const [department, setDepartment] = useState<Department | null>(null);
  const [reason, setReason] = useState('');
  return (
    <CreatePanel
      title={t('administration.structures.create')}
      filled={{
        [t('administration.structures.parent')]: parent !== null,
        [t('administration.structures.code')]: /^[A-Z0-9][A-Z0-9-]{0,39}$/.test(code),
        [t('administration.structures.name')]: name.trim() !== '',
        [t('administration.structures.city')]: city.trim() !== '',
        [t('administration.reason')]: isReason(reason),
      }}
      onSubmit={async () => {
        const where = { city: city.trim(), department };
        const body = { parentId: parent?.id ?? '', code, name: name.trim(), ...where, reason: reason.trim() };
        await call('POST /api/administration/structures', { body });
        await refresh('/api/administration/structures?');
        setCode('');
        setName('');
        setReason('');
        onDone();
      }}
    >
      <StructurePicker
        id="structure-parent"
        label={t('administration.structures.parent')}
        chosen={parent}
        onChoose={setParent}
      />
      <TextInput
        id="structure-code"
        labelText={t('administration.structures.code')}
        helperText={t('administration.structures.codeHelp')}
        value={code}
        onChange={(event) => setCode(event.target.value.toUpperCase())}
      />
      <TextInput
        id="structure-name"
        labelText={t('administration.structures.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextInput
        id="structure-city"
        labelText={t('administration.structures.city')}
        value={city}
        onChange={(event) => setCity(event.target.value)}
      />
      <DepartmentField
        id="structure-department"
        none={t('administration.structures.departmentOfParent')}
        value={department}
        onChange={setDepartment}
      />
      <ReasonField id="structure-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
