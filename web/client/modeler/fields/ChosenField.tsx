import { useMemo, useState } from 'react';
import { inputRead } from '#domain/circuit/blocks/block.ts';
import type { DrawnElement as Drawn } from '#domain/circuit/flows.ts';
import { useLanguage } from '../../language/use-language.ts';
import { type FieldPlace, type FieldProperty, howChosen } from '../bpmn/field-property.ts';
import type { BpmnModeler } from '../bpmn/services.ts';
import { namesAt } from '../feel/names-at.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { boundText, writeBound } from './bound-text.ts';
import { type FieldSources, givenByCall, offerOf } from './choices.ts';
import { DelayInput } from './DelayInput.tsx';
import { readDelay } from './delay.ts';
import { NewMessage } from './NewMessage.tsx';
import { OneChoice } from './OneChoice.tsx';
import { SomeChoices } from './SomeChoices.tsx';
import { WrittenExpression, WrittenText } from './WrittenValue.tsx';

/** No key has a space. */
const NEW = ' new';

/** A field whose value is chosen among what there is; what the diagram keeps can still be written, or read. */
export function ChosenField({
  modeler,
  place: { id, element, property, error },
  sources,
}: {
  modeler: BpmnModeler;
  place: FieldPlace;
  sources: FieldSources;
}) {
  const words = useEditorWords();
  const { read } = useLanguage();
  const drawn = element.businessObject as unknown as Drawn;
  const value = boundText(element.businessObject, property.binding);
  const put = (text: string) => writeBound(modeler, element, property, text);
  const variables = useMemo(() => namesAt(drawn, sources.names ?? []), [drawn, sources.names]);
  const offer = offerOf(property, drawn, sources);
  const inputs = givenByCall(property, offer, sources);
  const given = inputs.find(({ name }) => name === inputRead(value));
  const [isMaking, setMaking] = useState(false);
  const [isAsked, setWriting] = useState(false);
  const canBeChosen = given !== undefined || isChoice(property, value);
  const isWriting = isAsked || !canBeChosen;
  const { label = '', description, kind, optional = false, whenAbsent } = property;
  const control = `bio-properties-panel-${id}`;
  const help = `${control}-help`;
  const mark = `${control}-optional`;
  const own = { id: control, value, describedBy: optional ? `${mark} ${help}` : help, onChange: put };
  const none = whenAbsent ? words('fields.absent', { means: whenAbsent }) : words('fields.none');
  const wrong = error ?? wrongIn(property, value, words('fields.missing'));
  return (
    <div className={wrong ? 'h-field has-error' : 'h-field'}>
      <div className="h-field__head">
        <label htmlFor={control} className="bio-properties-panel-label">
          {label}
        </label>
        {optional ? <span id={mark}>{words('fields.optional')}</span> : null}
        {canBeChosen && property.type !== 'Dropdown' ? (
          <button
            type="button"
            aria-label={words(isWriting ? 'fields.chooseOf' : 'fields.writeOf', { label })}
            onClick={() => setWriting(!isAsked)}
          >
            {words(isWriting ? 'fields.choose' : 'fields.write')}
          </button>
        ) : null}
      </div>
      {isWriting ? (
        kind === 'variable' ? (
          <WrittenExpression {...own} label={label} variables={variables} />
        ) : (
          <WrittenText {...own} />
        )
      ) : (
        <>
          {inputs.length > 0 ? (
            <select
              id={given ? control : undefined}
              className="bio-properties-panel-input"
              aria-label={words('fields.whereFrom', { label })}
              value={given?.name ?? ''}
              onChange={(event) => put(event.target.value === '' ? (property.value ?? '') : `=${event.target.value}`)}
            >
              <option value="">{words('fields.here')}</option>
              {inputs.map((input) => (
                <option key={input.name} value={input.name}>
                  {words('fields.fromCall', { input: read(input.label) || input.name })}
                </option>
              ))}
            </select>
          ) : null}
          {given ? null : howChosen(property) === 'delay' ? (
            <DelayInput {...own} label={label} />
          ) : howChosen(property) === 'some' ? (
            <SomeChoices {...own} offer={offer} label={label} none={none} />
          ) : (
            <OneChoice
              {...own}
              value={isMaking ? NEW : value}
              offer={offer}
              none={canBeEmpty(property) ? none : null}
              further={
                kind === 'message' && sources.messages ? { value: NEW, label: words('fields.newMessage') } : undefined
              }
              onChange={(next) => {
                setMaking(next === NEW);
                if (next !== NEW) put(next);
              }}
            />
          )}
          {isMaking ? (
            <NewMessage
              id={`${control}-new`}
              onMade={(key) => {
                setMaking(false);
                put(key);
              }}
            />
          ) : null}
        </>
      )}
      <div id={help}>
        {wrong ? <div className="bio-properties-panel-error">{wrong}</div> : null}
        <div className="bio-properties-panel-description">
          {offer.isWhole && offer.choices.length === 0 && isMade(kind) ? words(`fields.nothing.${kind}`) : description}
        </div>
      </div>
    </div>
  );
}

/** Whether a value is one that could have been chosen: a computed one is written. */
function isChoice(property: FieldProperty, value: string): boolean {
  if (value === '') return true;
  if (property.kind === 'variable') return inputRead(value) !== null;
  if (howChosen(property) === 'delay') return readDelay(value) !== null;
  return !value.startsWith('=');
}

/** Whether it may name nothing; a list that a template writes whole has its own « none » where there is one. */
const canBeEmpty = ({ optional, constraints, type }: FieldProperty): boolean =>
  optional === true || (constraints?.notEmpty !== true && type !== 'Dropdown');

function wrongIn({ constraints, optional }: FieldProperty, value: string, missing: string): string | undefined {
  const { notEmpty, pattern } = constraints ?? {};
  if (value === '') return notEmpty && !optional ? missing : undefined;
  return pattern && !value.startsWith('=') && !new RegExp(pattern.value).test(value) ? pattern.message : undefined;
}

/** What is made elsewhere: where, is said while there is none. */
const MADE = ['form', 'table', 'table-outcomes', 'steps', 'day-field', 'fields', 'variable'] as const;
const isMade = (kind: FieldProperty['kind']): kind is (typeof MADE)[number] => MADE.some((one) => one === kind);
