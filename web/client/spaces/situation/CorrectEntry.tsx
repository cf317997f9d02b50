import { InlineNotification, Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import type { FieldFault } from '#web/contract/common.ts';
import type { CorrectableEntry } from '#web/contract/requests/situation.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { faultText } from '../../api/problem-text.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DayField } from '../../ui/fields/DayField.tsx';
import { LongText } from '../../ui/fields/LongText.tsx';
import { EntryValue } from '../../ui/fields/ThemeValue.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { isReason } from '../../ui/reason.ts';

type Field = CorrectableEntry['fields'][number];

/** Puts an entry of an agent’s situation right, with a reason; says first whom that takes, or that nobody can so. */
export function CorrectEntry(props: {
  personId: string;
  entryId: string;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { personId, entryId } = props;
  const query = useApi('GET /api/situations/:personId/entries/:entryId', { params: { personId, entryId } });
  return <Loaded query={query}>{(entry) => <Correction {...props} entry={entry} />}</Loaded>;
}

function Correction(props: {
  personId: string;
  entryId: string;
  entry: CorrectableEntry;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t, read } = useLanguage();
  const { personId, entryId, entry } = props;
  const { path, fields } = entry;
  const can = path === 'alone' || path === 'two';
  const [typed, setTyped] = useState(() => Object.fromEntries(fields.map((field) => [field.key, typedOf(field)])));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const changed = fields.some((field) => typed[field.key] !== typedOf(field));
  const submit = async () => {
    const answers = Object.fromEntries(fields.map((field) => [field.key, answerOf(field, typed[field.key] ?? '')]));
    const asked = { params: { personId, entryId }, body: { answers, reason: reason.trim() } };
    const { state } = await call('POST /api/situations/:personId/entries/:entryId/corrections', asked).catch(
      (error) => {
        if (error instanceof ApiProblem) setFaults(error.faults);
        throw error;
      },
    );
    // The page, and not the entry: it no longer stands.
    await refresh(`/api/situations/${personId}?`);
    props.onDone(t(state === 'applied' ? 'situation.correction.applied' : 'situation.correction.proposed'));
  };
  return (
    <ConfirmDialog
      title={t('situation.correction.title', { theme: read(entry.title) })}
      confirm={t(path === 'two' ? 'situation.correction.propose' : 'situation.correction.confirm')}
      ready={can && changed && isReason(reason)}
      stays
      onClose={props.onClose}
      onConfirm={submit}
    >
      <p>
        <span className="h-muted">{t('situation.correction.stands')}</span> <EntryValue said={entry.shown} />
      </p>
      <p>{t(`situation.correction.${path}`)}</p>
      {can ? (
        <>
          {entry.pays ? (
            <InlineNotification kind="info" lowContrast hideCloseButton title={t('situation.correction.pays')} />
          ) : null}
          {fields.map((field) => (
            <TypedField
              key={field.key}
              field={field}
              value={typed[field.key] ?? ''}
              fault={faults.find((fault) => fault.field === field.key)}
              onChange={(value) => {
                setTyped({ ...typed, [field.key]: value });
                setFaults(faults.filter((fault) => fault.field !== field.key));
              }}
            />
          ))}
          <LongText
            id="correction-reason"
            rows={2}
            maxLength={1000}
            labelText={t('situation.correction.reason')}
            helperText={t('situation.correction.reasonHelp')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      ) : null}
    </ConfirmDialog>
  );
}

/** What a field holds, as it is typed. */
const typedOf = ({ value }: Field): string => (value === null ? '' : String(value));

/** What was typed, as the server reads it: left empty, nothing. */
function answerOf({ type, choices }: Field, typed: string): string | number | boolean | null {
  const text = typed.trim();
  if (text === '') return null;
  if (type === 'yes-no') return text === 'true';
  if (type === 'choice') return choices.find(({ value }) => String(value) === text)?.value ?? text;
  const number = Number(text.replace(',', '.'));
  return type === 'number' && Number.isFinite(number) ? number : text;
}

function TypedField(props: {
  field: Field;
  value: string;
  fault: FieldFault | undefined;
  onChange: (value: string) => void;
}) {
  const { t, read } = useLanguage();
  const { field, value, fault, onChange } = props;
  const said = {
    id: `correction-${field.key}`,
    labelText: read(field.label),
    invalid: fault !== undefined,
    invalidText: fault === undefined ? '' : faultText(fault),
    value,
  };
  const onTyped = (event: { target: { value: string } }) => onChange(event.target.value);
  if (field.type === 'choice' || field.type === 'yes-no') {
    const choices =
      field.type === 'choice'
        ? field.choices.map((one) => ({ value: String(one.value), text: read(one.label) }))
        : (['true', 'false'] as const).map((one) => ({
            value: one,
            text: t(one === 'true' ? 'situation.correction.yes' : 'situation.correction.no'),
          }));
    return (
      <Select {...said} onChange={onTyped}>
        {field.required && value !== '' ? null : <SelectItem value="" text={t('situation.correction.unknown')} />}
        {choices.map((choice) => (
          <SelectItem key={choice.value} {...choice} />
        ))}
      </Select>
    );
  }
  if (field.type === 'day')
    return (
      <DayField
        {...{ id: said.id, labelText: said.labelText, value, onChange }}
        {...(fault && { invalidText: said.invalidText })}
      />
    );
  return (
    <TextInput
      {...said}
      {...(field.type === 'number' && { inputMode: 'decimal' })}
      {...(fault && { 'aria-describedby': `${said.id}-error-msg` })}
      autoComplete="off"
      onChange={onTyped}
    />
  );
}
