import type { Choice } from '../bpmn/field-property.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { Offer } from './choices.ts';

export interface ChoiceInput {
  readonly id: string;
  readonly value: string;
  readonly offer: Offer;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

/** One of a list. What the diagram names and nobody knows stays to be seen, until something else is chosen. */
export function OneChoice({
  id,
  value,
  offer: { choices, isWhole },
  describedBy,
  none,
  further,
  onChange,
}: ChoiceInput & {
  /** What choosing nothing says; null where something is to be chosen. */
  readonly none: string | null;
  /** What is offered beside: to be made. */
  readonly further?: Choice | undefined;
}) {
  const words = useEditorWords();
  const isListed = value === '' || value === further?.value || choices.some((one) => one.value === value);
  return (
    <select
      id={id}
      className="bio-properties-panel-input"
      aria-describedby={describedBy}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {none !== null || value === '' ? <option value="">{none ?? words('fields.toChoose')}</option> : null}
      {isListed ? null : <option value={value}>{isWhole ? words('fields.unknown', { value }) : value}</option>}
      {choices.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
      {further ? <option value={further.value}>{further.label}</option> : null}
    </select>
  );
}
