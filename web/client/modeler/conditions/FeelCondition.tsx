import '../editors.scss';
import type { Variable } from '@bpmn-io/feel-editor';
import { useState } from 'react';
import { FeelInput } from '../feel/FeelInput.tsx';
import { offeredNames } from '../feel/offered-names.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** The expression itself, for whoever wants it; kept when one leaves the field. */
export function FeelCondition({
  feel,
  isOpen,
  onChange,
}: {
  feel: string;
  isOpen: boolean;
  onChange: (feel: string) => void;
}) {
  const words = useEditorWords();
  const [typed, setTyped] = useState(() => feel.replace(/^=/, ''));
  const [variables, setVariables] = useState<readonly Variable[]>([]);
  const keep = () => {
    const text = typed.trim();
    const next = text === '' || text.startsWith('=') ? text : `=${text}`;
    if (next !== feel) onChange(next);
  };
  return (
    <details open={isOpen}>
      <summary>{words('conditions.feel')}</summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the editor within takes the focus, and has the name */}
      <div onFocus={() => setVariables(offeredNames().map(({ name }) => ({ name })))} onBlur={keep}>
        <FeelInput
          id="condition-feel"
          label={words('conditions.expression')}
          value={typed}
          variables={variables}
          className="h-feel-input"
          onChange={setTyped}
        />
      </div>
    </details>
  );
}
