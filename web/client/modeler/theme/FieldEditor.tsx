import { Add, TrashCan } from '@carbon/icons-react';
import { Button, Checkbox, Select, SelectItem, TextInput } from '@carbon/react';
import { readsSensitive, STEP_HOLDERS } from '#domain/permissions/role.ts';
import { FIELD_SOURCES, FIELD_TYPES } from '#domain/situation/themes/theme.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { RowFrame } from '../controls/RowFrame.tsx';
import { withoutRow, withProperty, withRow } from '../controls/rows.ts';
import { type ChoiceOfField, type FieldRow, readPairs, readValue, writePairs } from '../formats/theme-file.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { isNamedBy, NamedKeys } from './NamedKeys.tsx';

/** What a field of a source names besides: of another source, there would be no place to take it off. */
const OF_SOURCE = { grid: 'grid', 'working-days': 'period', share: 'share' } as const;

function withSource(field: FieldRow, source: string): FieldRow {
  const others = Object.entries(OF_SOURCE).flatMap(([of, property]) => (of === source ? [] : [property]));
  const kept = others.reduce((one, property) => withProperty(one, property, undefined), field);
  return withProperty(kept, 'source', source === 'answer' ? undefined : source);
}

const FLAGS = ['required', 'sensitive', 'pay', 'fact'] as const;

/** A field of a theme: its key and type, its words, what it may be, who reads it, where it goes. */
export function FieldEditor({
  id,
  field,
  isAsked,
  faults,
  onChange,
  onRemove,
}: {
  id: string;
  field: FieldRow;
  isAsked: boolean;
  faults: readonly CircuitFault[];
  onChange: (field: FieldRow) => void;
  onRemove: () => void;
}) {
  const words = useEditorWords();
  const { key, type, label, choices = [], source = 'answer', grid = '', readers = [], grows } = field;
  const putChoices = (next: readonly ChoiceOfField[]) =>
    onChange(withProperty(field, 'choices', next.length > 0 ? next : undefined));
  return (
    <RowFrame
      title={words('theme.fieldOf', { key: key || '…' })}
      remove={words('declaration.removeOf', { name: key })}
      isAsked={isAsked}
      faults={faults}
      onRemove={onRemove}
    >
      <TextInput
        id={`${id}-key`}
        labelText={words('theme.key')}
        helperText={words('theme.keyHelp')}
        value={key}
        maxLength={50}
        spellCheck={false}
        invalid={!/^[a-zA-Z][a-zA-Z0-9]{0,49}$/.test(key)}
        invalidText={words('theme.keyWrong')}
        onChange={(event) => onChange({ ...field, key: event.target.value.trim() })}
      />
      <Select
        id={`${id}-type`}
        labelText={words('theme.type')}
        value={type}
        onChange={(event) => onChange({ ...field, type: event.target.value })}
      >
        {FIELD_TYPES.map((one) => (
          <SelectItem key={one} value={one} text={words(`theme.types.${one}`)} />
        ))}
      </Select>
      <BilingualInput
        id={`${id}-label`}
        label={words('declaration.label')}
        value={label}
        onChange={(next) => onChange({ ...field, label: next })}
      />
      <Select
        id={`${id}-source`}
        labelText={words('theme.source')}
        value={source}
        onChange={(event) => onChange(withSource(field, event.target.value))}
      >
        {FIELD_SOURCES.map((one) => (
          <SelectItem key={one} value={one} text={words(`theme.sources.${one}`)} />
        ))}
      </Select>
      {source === 'grid' ? (
        <TextInput
          id={`${id}-grid`}
          labelText={words('theme.grid')}
          value={grid}
          maxLength={60}
          onChange={(event) => onChange(withProperty(field, 'grid', event.target.value.trim() || undefined))}
        />
      ) : null}
      {isNamedBy(source) ? <NamedKeys id={id} source={source} field={field} onChange={onChange} /> : null}
      <TextInput
        id={`${id}-grows`}
        labelText={words('theme.grows')}
        helperText={words('theme.growsHelp')}
        value={grows === true ? '*' : (grows ?? '')}
        maxLength={50}
        onChange={(event) => {
          const typed = event.target.value.trim();
          onChange(withProperty(field, 'grows', typed === '' ? undefined : typed === '*' ? true : typed));
        }}
      />
      {FLAGS.map((flag) => (
        <Checkbox
          key={flag}
          id={`${id}-${flag}`}
          labelText={words(`theme.flags.${flag}`)}
          checked={field[flag] ?? false}
          onChange={(_event, { checked }) => onChange(withProperty(field, flag, checked || undefined))}
        />
      ))}
      {field.sensitive ? (
        <fieldset className="h-row-frame__whole">
          <legend>{words('theme.readers')}</legend>
          {STEP_HOLDERS.filter(readsSensitive).map((role) => (
            <Checkbox
              key={role}
              id={`${id}-reader-${role}`}
              labelText={role}
              checked={readers.includes(role)}
              onChange={(_event, { checked }) => {
                const next = checked ? [...readers, role] : readers.filter((one) => one !== role);
                onChange(withProperty(field, 'readers', next.length > 0 ? next : undefined));
              }}
            />
          ))}
        </fieldset>
      ) : null}
      <fieldset className="h-row-frame__whole">
        <legend>{words('theme.choices')}</legend>
        {choices.map((choice, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its value is typed here, and its place is what stays
          <div key={at} className="h-choice-row h-choice-row--gives">
            <TextInput
              id={`${id}-choice-${at}`}
              labelText={words('declaration.choiceValue')}
              value={String(choice.value ?? '')}
              maxLength={100}
              onChange={(event) =>
                putChoices(withRow(choices, at, { ...choice, value: readValue(event.target.value) }))
              }
            />
            <BilingualInput
              id={`${id}-choice-${at}-label`}
              label={words('declaration.label')}
              value={{ fr: '', en: '', ...choice.label }}
              onChange={(next) => putChoices(withRow(choices, at, { ...choice, label: next }))}
            />
            <TextInput
              // Read when one leaves it: opened anew where the file says another thing, another choice having gone.
              key={writePairs(choice.gives)}
              id={`${id}-choice-${at}-gives`}
              labelText={words('theme.gives')}
              defaultValue={writePairs(choice.gives)}
              maxLength={500}
              onBlur={(event) =>
                putChoices(withRow(choices, at, withProperty(choice, 'gives', readPairs(event.target.value))))
              }
            />
            <Button
              kind="ghost"
              size="sm"
              hasIconOnly
              renderIcon={TrashCan}
              iconDescription={words('declaration.removeChoice', { value: String(choice.value ?? '') })}
              onClick={() => putChoices(withoutRow(choices, at))}
            />
          </div>
        ))}
        <Button
          kind="ghost"
          size="sm"
          renderIcon={Add}
          onClick={() => putChoices([...choices, { value: '', label: { fr: '', en: '' } }])}
        >
          {words('theme.addChoice')}
        </Button>
      </fieldset>
    </RowFrame>
  );
}
