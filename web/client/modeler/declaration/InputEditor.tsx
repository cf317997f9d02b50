import { Add, TrashCan } from '@carbon/icons-react';
import { Button, Checkbox, Select, SelectItem, TextInput } from '@carbon/react';
import { INPUT_KINDS } from '#domain/circuit/value-kind.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { RowFrame } from '../controls/RowFrame.tsx';
import { withoutRow, withProperty, withRow } from '../controls/rows.ts';
import type { ChoiceRow, InputRow } from '../formats/declaration.ts';
import type { Words } from '../formats/read-json.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { NameInput } from './NameInput.tsx';

/** What a block asks for: its name, how a call words it and under which heading, whether it may be left out, which texts it may be or what it names. */
export function InputEditor({
  id,
  input,
  isAsked,
  faults,
  onChange,
  onRemove,
}: {
  id: string;
  input: InputRow;
  isAsked: boolean;
  faults: readonly CircuitFault[];
  onChange: (input: InputRow) => void;
  onRemove: () => void;
}) {
  const words = useEditorWords();
  const { name, label, optional = false, variable = false, choices = [], kind = 'text', heading, whenAbsent } = input;
  const putChoices = (next: readonly ChoiceRow[]) =>
    onChange(withProperty(input, 'choices', next.length > 0 ? next : undefined));
  return (
    <RowFrame
      title={words('declaration.inputOf', { name: name || '…' })}
      remove={words('declaration.removeOf', { name })}
      isAsked={isAsked}
      faults={faults}
      onRemove={onRemove}
    >
      <NameInput id={`${id}-name`} value={name} onChange={(next) => onChange({ ...input, name: next })} />
      <BilingualInput
        id={`${id}-label`}
        label={words('declaration.label')}
        value={label}
        onChange={(next) => onChange({ ...input, label: next })}
      />
      <BilingualInput
        id={`${id}-heading`}
        label={words('declaration.heading')}
        value={heading}
        onChange={(next) => onChange(withProperty(input, 'heading', unlessEmpty(next)))}
      />
      <Checkbox
        id={`${id}-optional`}
        labelText={words('declaration.optional')}
        helperText={words('declaration.optionalHelp')}
        checked={optional}
        onChange={(_event, { checked }) => onChange(withProperty(input, 'optional', checked || undefined))}
      />
      {optional ? (
        <BilingualInput
          id={`${id}-when-absent`}
          label={words('declaration.whenAbsent')}
          value={whenAbsent}
          onChange={(next) => onChange(withProperty(input, 'whenAbsent', unlessEmpty(next)))}
        />
      ) : null}
      <Checkbox
        id={`${id}-variable`}
        labelText={words('declaration.variable')}
        helperText={words('declaration.variableHelp')}
        checked={variable}
        onChange={(_event, { checked }) => onChange(withProperty(input, 'variable', checked || undefined))}
      />
      {variable || choices.length > 0 ? null : (
        <Select
          id={`${id}-kind`}
          labelText={words('declaration.kind')}
          helperText={words('declaration.kindHelp')}
          value={kind}
          onChange={({ target }) => onChange(withProperty(input, 'kind', unlessWords(target.value)))}
        >
          {INPUT_KINDS.map((one) => (
            <SelectItem key={one} value={one} text={words(`declaration.kinds.${one}`)} />
          ))}
          {INPUT_KINDS.some((one) => one === kind) ? null : (
            <SelectItem value={kind} text={words('fields.unknown', { value: kind })} />
          )}
        </Select>
      )}
      <fieldset className="h-row-frame__whole">
        <legend>{words('declaration.choices')}</legend>
        {choices.length === 0 ? <p className="h-muted">{words('declaration.noChoice')}</p> : null}
        {choices.map((choice, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its value is typed here, and its place is what stays
          <div key={at} className="h-choice-row">
            <TextInput
              id={`${id}-choice-${at}`}
              labelText={words('declaration.choiceValue')}
              value={choice.value}
              maxLength={200}
              invalid={choice.value === ''}
              invalidText={words('texts.isMissing')}
              onChange={(event) => putChoices(withRow(choices, at, { ...choice, value: event.target.value }))}
            />
            <BilingualInput
              id={`${id}-choice-${at}-label`}
              label={words('declaration.label')}
              value={choice.label}
              onChange={(next) => putChoices(withRow(choices, at, { ...choice, label: next }))}
            />
            <Button
              kind="ghost"
              size="sm"
              hasIconOnly
              renderIcon={TrashCan}
              iconDescription={words('declaration.removeChoice', { value: choice.value })}
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
          {words('declaration.addChoice')}
        </Button>
      </fieldset>
    </RowFrame>
  );
}

const unlessEmpty = (text: Words): Words | undefined => (text.fr === '' && text.en === '' ? undefined : text);

/** Words are what an input is where nothing is said. */
const unlessWords = (kind: string): string | undefined => (kind === 'text' ? undefined : kind);
