import { Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { PLACE_CLOCKS, type PlaceClock } from '#domain/calendar/place-clock.ts';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isRealDay, todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { StructureRow } from '#web/contract/operations/administration.ts';
import { DepartmentField, ReasonField } from '../fields.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';

export type StructureChange = 'correct' | 'move' | 'merge' | 'close' | 'reclose' | 'keep';

const CORRECTED = ['name', 'city', 'clock', 'department'] as const;

/** Corrects a structure, moves it with all below it, merges it into another, gives it its last day, or gives that up. */
export function StructureDialog(props: {
  what: StructureChange;
  row: StructureRow;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t, language } = useLanguage();
  const { what, row } = props;
  const [name, setName] = useState(row.name);
  const [city, setCity] = useState(row.city);
  const [clock, setClock] = useState(row.clock);
  const [department, setDepartment] = useState(row.department);
  const [parent, setParent] = useState<Choice | null>(null);
  const [on, setOn] = useState(row.closedOn ?? todayInParis());
  const [reason, setReason] = useState('');
  const typed = { name: name.trim(), city: city.trim(), clock, department };
  const corrected = CORRECTED.filter((field) => typed[field] !== row[field]);
  const filled = {
    correct: typed.name !== '' && typed.city !== '' && corrected.length > 0,
    move: parent !== null,
    merge: parent !== null,
    close: isRealDay(on),
    reclose: isRealDay(on) && on !== row.closedOn,
    keep: true,
  }[what];
  const send = (): Promise<object | undefined> => {
    const why = { reason: reason.trim() };
    const params = { id: row.id };
    switch (what) {
      case 'correct':
        return call('PATCH /api/administration/structures/:id', {
          params,
          body: { ...Object.fromEntries(corrected.map((field) => [field, typed[field]])), ...why },
        });
      case 'move':
        return call('POST /api/administration/structures/:id/move', {
          params,
          body: { parentId: parent?.id ?? '', ...why },
        });
      case 'merge':
        return call('POST /api/administration/structures/:id/merger', {
          params,
          body: { intoId: parent?.id ?? '', ...why },
        });
      case 'close':
      case 'reclose':
        return call('POST /api/administration/structures/:id/closure', { params, body: { on, ...why } });
      case 'keep':
        return call('POST /api/administration/structures/:id/closure', { params, body: { on: null, ...why } });
    }
  };
  return (
    <ConfirmDialog
      title={t(`administration.structures.${what}Title`, { name: row.name })}
      confirm={t(`administration.structures.${what}`)}
      danger={what === 'close' || what === 'merge'}
      ready={filled && isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const answer = await send();
        await refresh('/api/administration/structures?', '/api/administration/proposals?');
        props.onDone(t(answer === undefined ? 'administration.done' : 'administration.proposals.done'));
      }}
    >
      {what === 'correct' ? (
        <>
          <TextInput
            id="correct-name"
            labelText={t('administration.structures.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextInput
            id="correct-city"
            labelText={t('administration.structures.city')}
            value={city}
            onChange={(event) => setCity(event.target.value)}
          />
          <DepartmentField
            id="correct-department"
            none={t('administration.structures.departmentUnknown')}
            value={department}
            onChange={setDepartment}
          />
          <Select
            id="correct-clock"
            labelText={t('administration.structures.clock')}
            helperText={t('administration.structures.clockHelp')}
            value={clock}
            onChange={(event) => setClock(event.target.value as PlaceClock)}
          >
            {PLACE_CLOCKS.map((each) => (
              <SelectItem key={each} value={each} text={t(`administration.structures.clocks.${each}`)} />
            ))}
          </Select>
        </>
      ) : null}
      {what === 'move' || what === 'merge' ? (
        <>
          <p>{t(`administration.structures.${what}Text`)}</p>
          <p>{t('administration.structures.moveByTwo')}</p>
          <StructurePicker
            everywhere
            id={`${what}-parent`}
            label={t(what === 'move' ? 'administration.structures.newParent' : 'administration.structures.mergeInto')}
            chosen={parent}
            onChoose={setParent}
          />
        </>
      ) : null}
      {what === 'close' || what === 'reclose' ? (
        <>
          <p>
            <strong>{row.name}</strong>
          </p>
          <p>{t('administration.structures.closeText')}</p>
          <DayField id="close-on" labelText={t('administration.structures.lastDay')} value={on} onChange={setOn} />
        </>
      ) : null}
      {what === 'keep' && row.closedOn !== null ? (
        <p>{t('administration.structures.keepText', { date: civilDay(row.closedOn, language) })}</p>
      ) : null}
      <ReasonField id="structure-change-reason" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
