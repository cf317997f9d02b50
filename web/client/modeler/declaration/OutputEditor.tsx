import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { BilingualInput } from '../controls/BilingualInput.tsx';
import { RowFrame } from '../controls/RowFrame.tsx';
import type { OutputRow } from '../formats/declaration.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { NameInput } from './NameInput.tsx';

/** What a block gives back. */
export function OutputEditor({
  id,
  output,
  isAsked,
  faults,
  onChange,
  onRemove,
}: {
  id: string;
  output: OutputRow;
  isAsked: boolean;
  faults: readonly CircuitFault[];
  onChange: (output: OutputRow) => void;
  onRemove: () => void;
}) {
  const words = useEditorWords();
  return (
    <RowFrame
      title={words('declaration.outputOf', { name: output.name || '…' })}
      remove={words('declaration.removeOf', { name: output.name })}
      isAsked={isAsked}
      faults={faults}
      onRemove={onRemove}
    >
      <NameInput id={`${id}-name`} value={output.name} onChange={(name) => onChange({ ...output, name })} />
      <BilingualInput
        id={`${id}-label`}
        label={words('declaration.label')}
        value={output.label}
        onChange={(label) => onChange({ ...output, label })}
      />
    </RowFrame>
  );
}
