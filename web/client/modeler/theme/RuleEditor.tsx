import type { Variable } from '@bpmn-io/feel-editor';
import { Select, SelectItem, TextInput } from '@carbon/react';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { RowFrame } from '../controls/RowFrame.tsx';
import { withProperty } from '../controls/rows.ts';
import { FeelInput } from '../feel/FeelInput.tsx';
import { type RuleRow, readPairs, writePairs } from '../formats/theme-file.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A rule of a theme: when it is broken, what is said then and at which answer, on which text it stands, what follows. */
export function RuleEditor({
  id,
  rule,
  variables,
  isAsked,
  faults,
  onChange,
  onRemove,
}: {
  id: string;
  rule: RuleRow;
  /** What it may name. */
  variables: readonly Variable[];
  isAsked: boolean;
  faults: readonly CircuitFault[];
  onChange: (rule: RuleRow) => void;
  onRemove: () => void;
}) {
  const words = useEditorWords();
  const { broken, message, params, legal } = rule;
  return (
    <RowFrame
      title={words('theme.ruleOf', { id: rule.id || '…' })}
      remove={words('declaration.removeOf', { name: rule.id })}
      isAsked={isAsked}
      faults={faults}
      onRemove={onRemove}
    >
      <TextInput
        id={`${id}-id`}
        labelText={words('theme.ruleId')}
        value={rule.id}
        maxLength={60}
        spellCheck={false}
        invalid={!/^[a-z][a-z0-9-]{0,59}$/.test(rule.id)}
        invalidText={words('theme.ruleIdWrong')}
        onChange={(event) => onChange({ ...rule, id: event.target.value.trim() })}
      />
      <TextInput
        id={`${id}-field`}
        labelText={words('theme.ruleField')}
        value={rule.field}
        maxLength={50}
        spellCheck={false}
        onChange={(event) => onChange({ ...rule, field: event.target.value.trim() })}
      />
      <Select
        id={`${id}-then`}
        labelText={words('theme.does')}
        value={rule.then}
        onChange={(event) =>
          onChange({
            ...rule,
            // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
            then: event.target.value,
          })
        }
      >
        <SelectItem value="refuses" text={words('theme.refuses')} />
        <SelectItem value="warns" text={words('theme.warns')} />
      </Select>
      <div className="h-row-frame__whole cds--form-item">
        <span className="cds--label">{words('theme.broken')}</span>
        <FeelInput
          id={`${id}-broken`}
          label={words('theme.broken')}
          describedBy={`${id}-broken-help`}
          value={broken}
          variables={variables}
          className="h-feel-input"
          onChange={(text) => onChange({ ...rule, broken: text })}
        />
        <div id={`${id}-broken-help`} className="cds--form__helper-text">
          {words('theme.brokenHelp')}
        </div>
      </div>
      <BilingualInput
        id={`${id}-message`}
        label={words('theme.message')}
        value={message}
        onChange={(next) => onChange({ ...rule, message: next })}
      />
      <TextInput
        // Read when one leaves it: opened anew where the file says another thing, another rule having gone.
        key={writePairs(params)}
        id={`${id}-params`}
        labelText={words('theme.params')}
        helperText={words('theme.paramsHelp')}
        defaultValue={writePairs(params)}
        maxLength={500}
        spellCheck={false}
        onBlur={(event) => {
          const read = readPairs(event.target.value);
          const texts = read && Object.fromEntries(Object.entries(read).map(([name, one]) => [name, String(one)]));
          onChange(withProperty(rule, 'params', texts));
        }}
      />
      <TextInput
        id={`${id}-legal`}
        labelText={words('theme.legal')}
        helperText={words('theme.legalHelp')}
        value={legal ?? ''}
        maxLength={500}
        onChange={(event) => onChange({ ...rule, legal: event.target.value || null })}
      />
    </RowFrame>
  );
}
