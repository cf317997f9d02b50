import { Select, SelectItem, Tag } from '@carbon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { isRole, ROLES, type Role } from '../../../../domain/permissions/role.ts';
import type { HabilitationRow } from '../../../contract/administration.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { call } from '../../shell/api.ts';
import { Filter } from '../../shell/ListFilters.tsx';
import type { Column } from '../../shell/ListTable.tsx';
import { useMe } from '../../shell/me.tsx';
import { Page } from '../../shell/Page.tsx';
import { refresh } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';
import { useList } from '../../shell/use-list.ts';
import { AdministrationList } from './AdministrationList.tsx';
import { CreatePanel } from './CreatePanel.tsx';
import { PersonCell, StructureCell } from './cells.tsx';
import { isReason, PeriodFields, ReasonField, todayInParis } from './fields.tsx';
import { HoldingActions } from './HoldingActions.tsx';
import { PeriodCell } from './Period.tsx';
import type { Choice } from './Picker.tsx';
import { PersonPicker, StructurePicker } from './pickers.tsx';

const ADDRESS = '/api/administration/habilitations';

/** Who may do what, where, from when to when. An incident that lacks a right leads here with that right asked for. */
export function Habilitations() {
  const { t } = useLanguage();
  const me = useMe();
  useInSpace('exploitation');
  const [search] = useSearchParams();
  const give = search.get('give') ?? '';
  const list = useList<HabilitationRow>(ADDRESS);
  const [told, tell] = useState('');
  const columns: Column<HabilitationRow>[] = [
    { key: 'person', header: t('administration.person'), cell: ({ person }) => <PersonCell person={person} /> },
    {
      key: 'role',
      header: t('administration.habilitations.role'),
      cell: (row) => (
        <span className="h-two">
          <strong>{t(`roles.${row.role}`)}</strong>
          {row.byRight ? <Tag type="purple">{t('administration.habilitations.byRight')}</Tag> : null}
        </span>
      ),
    },
    {
      key: 'structure',
      header: t('administration.structure'),
      cell: ({ structure }) => <StructureCell structure={structure} />,
    },
    { key: 'period', header: t('administration.period'), cell: (row) => <PeriodCell row={row} /> },
    {
      key: 'actions',
      header: t('administration.actions'),
      cell: (row) =>
        row.person.id === me.id ? (
          <span className="h-muted">{t('administration.mine')}</span>
        ) : (
          <HoldingActions
            address={ADDRESS}
            row={row}
            name={`${fullName(row.person)}, ${t(`roles.${row.role}`)}, ${row.structure.name}`}
            onDone={() => tell(t('administration.done'))}
          />
        ),
    },
  ];
  return (
    <Page title={t('administration.habilitations.title')} lead={t('administration.habilitations.lead')}>
      <p role="status" className="h-adminform__told">
        {told}
      </p>
      <NewHabilitation
        role={isRole(give) ? give : null}
        structureCode={search.get('on') ?? ''}
        onDone={() => tell(t('administration.done'))}
      />
      <AdministrationList
        label={t('administration.habilitations.title')}
        list={list}
        columns={columns}
        filters={
          <Filter
            id="role"
            label={t('administration.habilitations.role')}
            all={t('administration.habilitations.allRoles')}
            value={list.params.role}
            choices={ROLES.map((value) => ({ value, text: t(`roles.${value}`) }))}
            onChange={(role) => list.set({ role })}
          />
        }
      />
    </Page>
  );
}

function NewHabilitation(props: { role: Role | null; structureCode: string; onDone: () => void }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(props.role !== null);
  const [person, setPerson] = useState<Choice | null>(null);
  const [structure, setStructure] = useState<Choice | null>(null);
  const [role, setRole] = useState<Role>(props.role ?? 'superieur');
  const [byRight, setByRight] = useState(false);
  const [period, setPeriod] = useState({ from: todayInParis(), until: '' });
  const [reason, setReason] = useState('');
  const missing = [
    ...(person ? [] : [t('administration.person')]),
    ...(structure ? [] : [t('administration.structure')]),
    ...(period.from ? [] : [t('administration.from')]),
    ...(isReason(reason) ? [] : [t('administration.reason')]),
  ];
  return (
    <CreatePanel
      title={t('administration.habilitations.create')}
      open={open}
      onToggle={setOpen}
      missing={missing}
      onSubmit={async () => {
        const body = {
          personId: person?.id,
          structureId: structure?.id,
          role,
          byRight: role === 'signataire' && byRight,
          from: period.from,
          until: period.until || null,
          reason: reason.trim(),
        };
        await call(ADDRESS, { method: 'POST', body });
        await refresh(`${ADDRESS}?`);
        setOpen(false);
        setPerson(null);
        setReason('');
        props.onDone();
      }}
    >
      <PersonPicker id="right-person" label={t('administration.person')} chosen={person} onChoose={setPerson} />
      <Select
        id="right-role"
        labelText={t('administration.habilitations.role')}
        value={role}
        onChange={(event) => {
          if (isRole(event.target.value)) setRole(event.target.value);
        }}
      >
        {ROLES.map((value) => (
          <SelectItem key={value} value={value} text={t(`roles.${value}`)} />
        ))}
      </Select>
      {role === 'signataire' ? (
        <Select
          id="right-signs"
          labelText={t('administration.habilitations.signs')}
          value={byRight ? 'right' : 'delegation'}
          onChange={(event) => setByRight(event.target.value === 'right')}
        >
          <SelectItem value="delegation" text={t('administration.habilitations.byDelegation')} />
          <SelectItem value="right" text={t('administration.habilitations.byRight')} />
        </Select>
      ) : null}
      <StructurePicker
        id="right-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
        initial={props.structureCode}
      />
      <PeriodFields id="right" {...period} onChange={setPeriod} />
      <ReasonField id="right-reason" value={reason} onChange={setReason} />
    </CreatePanel>
  );
}
