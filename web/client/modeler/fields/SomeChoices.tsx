import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { ChoiceInput } from './OneChoice.tsx';

/** Several of a list, ticked; folded, it says which. What is named and nobody knows can still be taken out. */
export function SomeChoices({
  id,
  value,
  offer,
  describedBy,
  label,
  none,
  onChange,
}: ChoiceInput & { readonly label: string; readonly none: string }) {
  const words = useEditorWords();
  const { choices, isWhole } = offer;
  const chosen = readNames(value);
  const labelOf = (name: string): string =>
    choices.find((one) => one.value === name)?.label ?? (isWhole ? words('fields.unknown', { value: name }) : name);
  const put = (name: string, is: boolean) =>
    onChange([...chosen.filter((one) => one !== name), ...(is ? [name] : [])].join(', '));
  const known = choices.map((one) => one.value);
  const offered = [...known, ...chosen.filter((name) => !known.includes(name))];
  return (
    <details className="h-field__some">
      <summary id={id} aria-describedby={describedBy}>
        <span className="h-hidden">{words('fields.several', { label })} </span>
        {chosen.length === 0 ? none : chosen.map(labelOf).join(words('fields.between'))}
      </summary>
      {/* biome-ignore lint/a11y/useSemanticElements: the panel's own styles give a fieldset a frame */}
      <div role="group" aria-label={label}>
        {offered.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) => put(name, event.target.checked)}
            />
            <span>{labelOf(name)}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
