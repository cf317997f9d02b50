import { useEffect, useState } from 'react';
import { FeelInput } from '../feel/FeelInput.tsx';

interface Written {
  readonly id: string;
  readonly value: string;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

/** What a field holds, as the diagram keeps it: kept once it is left. */
export function WrittenText({ id, value, describedBy, onChange }: Written) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <input
      id={id}
      type="text"
      className="bio-properties-panel-input"
      aria-describedby={describedBy}
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onChange(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onChange(typed.trim());
      }}
    />
  );
}

/** An expression, kept with the « = » that announces it and written without it, as elsewhere in the panel. */
export function WrittenExpression({
  id,
  value,
  label,
  describedBy,
  variables,
  onChange,
}: Written & { readonly label: string; readonly variables: readonly { readonly name: string }[] }) {
  const [typed, setTyped] = useState(value);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the editor within takes the focus, and has the name
    <div
      onBlur={() => {
        const feel = typed.replace(/^\s*=(?!=)/, '').trim();
        onChange(feel === '' ? '' : `=${feel}`);
      }}
    >
      <FeelInput
        id={id}
        label={label}
        describedBy={describedBy}
        value={value.replace(/^=/, '')}
        variables={variables}
        className="bio-properties-panel-feel-editor-container bio-properties-panel-input"
        onChange={setTyped}
      />
    </div>
  );
}
