import { Select, SelectItem, TextInput } from '@carbon/react';
import { useId, useMemo, useState } from 'react';
import { allComponents, type FormComponent } from '../../forms/schema.ts';
import { DayField } from '../../ui/fields/DayField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readFormFile } from '../formats/form-schema.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { Decision } from './decisions.ts';
import { dataFrom, inputsOf, type Outcome, type Read, tryDecision, typedValue } from './evaluate.ts';

/** Tries the decisions of a file on data typed at hand: what comes out, and which rule said so. */
export function TestBox({ decisions, model }: { decisions: readonly Decision[]; model: Read }) {
  const words = useEditorWords();
  const id = useId();
  const { files } = useDraftFiles();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const decision = decisions.find((each) => each.id === chosen) ?? topOf(decisions);
  const fields = useMemo(
    () =>
      files
        .filter((file) => file.path.endsWith('.form'))
        .flatMap((file) => allComponents(readFormFile(file.text ?? '')?.components ?? [])),
    [files],
  );
  if (!decision) return null;
  const names = inputsOf(decisions, decision.id);
  const data = dataFrom(names.map((name) => [name, dataOf(typed[name] ?? '', fieldOf(fields, name))]));
  const outcomes = tryDecision(model, decisions, decision.id, data);
  return (
    <Panel title={words('tables.test')}>
      <p className="h-muted">{words('tables.testHelp')}</p>
      <div className="h-test">
        {decisions.length > 1 ? (
          <Select
            id={`${id}-decision`}
            labelText={words('tables.decision')}
            value={decision.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {decisions.map((each) => (
              <SelectItem key={each.id} value={each.id} text={each.name} />
            ))}
          </Select>
        ) : null}
        {names.length === 0 ? <p>{words('tables.noInput')}</p> : null}
        {names.map((name) => (
          <Input
            key={name}
            id={`${id}-${name}`}
            name={name}
            field={fieldOf(fields, name)}
            value={typed[name] ?? ''}
            onChange={(value) => setTyped((now) => ({ ...now, [name]: value }))}
          />
        ))}
      </div>
      <div className="h-test__result" aria-live="polite">
        <h3>{words('tables.result')}</h3>
        <dl className="h-facts">
          {outcomes.map((outcome) => (
            <div key={outcome.decision.id}>
              <dt>{outcome.decision.name}</dt>
              <dd>
                <OneOutcome outcome={outcome} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}

function OneOutcome({ outcome: { value, matched, fault } }: { outcome: Outcome }) {
  const words = useEditorWords();
  const rules = matched?.map((number) => words('tables.rule', { number })).join(', ');
  const applied = matched === null ? null : matched.length === 0 ? words('tables.noRule') : rules;
  return (
    <>
      <code>{value === null ? words('tables.noResult') : JSON.stringify(value)}</code>
      {applied ? <span className="h-muted"> · {applied}</span> : null}
      {fault === 'several-rules' ? <p className="h-warned">{words('tables.severalRules')}</p> : null}
      {fault && fault !== 'several-rules' ? (
        <p className="h-warned">{words('tables.fault', { reason: fault.reason })}</p>
      ) : null}
    </>
  );
}

interface InputProps {
  id: string;
  name: string;
  field: FormComponent | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** One datum: the choices or the date of the form's field of that name, otherwise whatever one types. */
function Input({ id, name, field, value, onChange }: InputProps) {
  const words = useEditorWords();
  if (field?.values) {
    return (
      <Select id={id} labelText={name} value={value} onChange={(event) => onChange(event.target.value)}>
        <SelectItem value="" text="" />
        {field.values.map((option) => (
          <SelectItem
            key={String(option.value)}
            value={String(option.value)}
            text={`${option.label} (${String(option.value)})`}
          />
        ))}
      </Select>
    );
  }
  if (field?.type === 'datetime' && field.subtype === 'date')
    return <DayField id={id} labelText={name} value={value} onChange={onChange} />;
  return (
    <TextInput
      id={id}
      labelText={name}
      helperText={words('tables.inputHelp')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A table reads an answer by its key, or in the portal as one of the answers. */
const fieldOf = (fields: FormComponent[], name: string): FormComponent | undefined =>
  fields.find((field) => field.key === name.replace(/^answers\./, ''));

/** A choice of a form is a text even when it looks like a number: « 80 » is what the circuit receives. */
function dataOf(typed: string, field: FormComponent | undefined): unknown {
  if (!field?.values) return typedValue(typed);
  return field.values.find((option) => String(option.value) === typed)?.value ?? null;
}

/** The decision that no other one needs: what the circuit asks for. */
const topOf = (decisions: readonly Decision[]): Decision | undefined =>
  decisions.find(({ id }) => !decisions.some(({ needs }) => needs.includes(id))) ?? decisions[0];
