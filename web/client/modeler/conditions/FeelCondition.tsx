import '../editors.scss';
import type { Variable } from '@bpmn-io/feel-editor';
import { useState } from 'react';
import { FeelInput } from '../feel/FeelInput.tsx';
import { offeredNames } from '../feel/offered-names.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** The expression itself, for whoever wants it; kept when one leaves the field. */
export function FeelCondition({
  id,
  label,
  feel,
  isOpen,
  onChange,
}: {
  id: string;
  /** What the expression is called. */
  label: string;
  feel: string;
  isOpen: boolean;
  onChange: (feel: string) => void;
}) {
  const words = useEditorWords();
  const [typed, setTyped] = useState(() => feel.replace(/^=/, ''));
  // Its editor is made once it is asked for: a field has several.
  const [isShown, setShown] = useState(isOpen);
  const [variables, setVariables] = useState<readonly Variable[]>([]);
  const keep = () => {
    const text = typed.trim();
    const next = text === '' || text.startsWith('=') ? text : `=${text}`;
    if (next !== feel) onChange(next);
  };
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
      <summary>{words('conditions.feel')}</summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the editor within takes the focus, and has the name */}
      <div onFocus={() => setVariables(offeredNames().map(({ name }) => ({ name })))} onBlur={keep}>
        {isShown ? (
          <FeelInput
            id={id}
            label={label}
            value={typed}
            variables={variables}
            className="h-feel-input"
            onChange={setTyped}
          />
        ) : null}
      </div>
    </details>
  );
}
