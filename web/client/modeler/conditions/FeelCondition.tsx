import { TextArea } from '@carbon/react';
import { useState } from 'react';
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
  const [typed, setTyped] = useState(feel);
  const keep = () => {
    const text = typed.trim();
    const next = text === '' || text.startsWith('=') ? text : `=${text}`;
    if (next !== feel) onChange(next);
  };
  return (
    <details open={isOpen}>
      <summary>{words('conditions.feel')}</summary>
      <TextArea
        id="condition-feel"
        labelText={words('conditions.expression')}
        hideLabel
        rows={2}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
      />
    </details>
  );
}
