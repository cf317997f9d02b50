import { Select, SelectItem, Tag } from '@carbon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { isRole, isSensitiveRole, ROLES, type Role } from '#domain/permissions/role.ts';
import { endsSoon } from '#domain/power/power-end.ts';
import { useList } from '#web/client/api/use-list.ts';
import { useMe } from '#web/client/app/me.tsx';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import type { HabilitationRow } from '#web/contract/operations/administration.ts';
import { PowerTextSaid } from '../../account/PowerTextSaid.tsx';
import { AdministrationList } from '../AdministrationList.tsx';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { NewHolding } from '../NewHolding.tsx';
import type { Choice } from '../Picker.tsx';
import { PersonPicker, StructurePicker } from '../pickers.tsx';
import { useColumns } from '../use-columns.tsx';
import { FormerOfficeTag } from './FormerOfficeTag.tsx';
import { isAppointed, NO_POWER, powerBody, SigningPower } from './SigningPower.tsx';

/** Who may do what, where, from when to when. An incident that lacks a right leads here with that right asked for. */
export function Habilitations() {
  const { t } = useLanguage();
  const me = useMe();
  const [search] = useSearchParams();
  const give = search.get('give') ?? '';
  const list = useList('GET /api/administration/habilitations');
  const [notice, setNotice] = useState('');
  const done = () => setNotice(t('administration.done'));
  const common = useColumns();
  const columns: Column<HabilitationRow>[] = [
    common.person,
    {
      key: 'role',
      header: t('administration.habilitations.role'),
      cell: (row) => (
        <span className="h-two">
          <strong>{t(`roles.${row.role}`)}</strong>
          {row.byRight ? <Tag type="purple">{t('administration.habilitations.byRight')}</Tag> : null}
          <PowerTextSaid {...row} />
          <FormerOfficeTag {...row} />
          {isSensitiveRole(row.role) && endsSoon(row.until, todayInParis()) ? (
            <Tag type="red">{t('administration.habilitations.endsSoon')}</Tag>
          ) : null}
        </span>
      ),
    },
    common.structure,
    common.period,
    common.actions<HabilitationRow>({
      of: 'habilitations',
      nameOf: (row) => `${fullName(row.person)}, ${t(`roles.${row.role}`)}, ${row.structure.name}`,
      isMine: (row) => row.person.id === me.id,
      onDone: done,
    }),
  ];
  return (
    <AdministrationPage of="habilitations" notice={notice}>
      <NewHabilitation role={isRole(give) ? give : null} structureCode={search.get('on') ?? ''} onDone={setNotice} />
      <AdministrationList
        label={t('administration.habilitations.title')}
        list={list}
        columns={columns}
        filters={[
          {
            by: 'role',
            label: t('administration.habilitations.role'),
            all: t('administration.habilitations.allRoles'),
            choices: ROLES.map((value) => ({ value, text: t(`roles.${value}`) })),
          },
        ]}
      />
    </AdministrationPage>
  );
}

function NewHabilitation(props: { role: Role | null; structureCode: string; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [person, setPerson] = useState<Choice | null>(null);
  const [structure, setStructure] = useState<Choice | null>(null);
  const [role, setRole] = useState<Role>(props.role ?? 'superieur');
  const [power, setPower] = useState(NO_POWER);
  const signing = role === 'signataire' ? power : NO_POWER;
  return (
    <NewHolding
      title={t('administration.habilitations.create')}
      of="habilitations"
      id="right"
      open={props.role !== null}
      filled={{
        [t('administration.person')]: person !== null,
        [t('administration.structure')]: structure !== null,
        ...(signing.by === 'text' && {
          [t('administration.habilitations.powerReference')]: signing.powerReference.trim() !== '',
          [t('administration.habilitations.inNameOf')]: signing.inNameOf.trim() !== '',
        }),
        ...(signing.appointment.reference.trim() !== '' && {
          [t('administration.habilitations.appointment.days')]: isAppointed(signing),
        }),
      }}
      body={{
        personId: person?.id ?? '',
        structureId: structure?.id ?? '',
        role,
        ...powerBody(signing),
      }}
      {...(isSensitiveRole(role) && { byTwo: 'always' })}
      onDone={(notice) => {
        setPerson(null);
        props.onDone(notice);
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
      {role === 'signataire' ? <SigningPower value={power} setValue={setPower} /> : null}
      <StructurePicker
        id="right-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
        initial={props.structureCode}
      />
    </NewHolding>
  );
}
