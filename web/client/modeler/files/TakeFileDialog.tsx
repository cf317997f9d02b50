import { useId, useState } from 'react';
import { CIRCUIT_LIMITS } from '#domain/circuit/drafts/draft.ts';
import { type TakenFile, takenInto } from '#domain/circuit/drafts/taken-file.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useEditorWords } from '../use-editor-words.ts';

interface Props {
  /** « .form ». */
  ending: string;
  onTaken: (taken: TakenFile) => void;
  onClose: () => void;
}

/** Takes a form or a table drawn elsewhere into the draft that is open, and says first what it takes the place of. */
export function TakeFileDialog({ ending, onTaken, onClose }: Props) {
  const words = useEditorWords();
  const { files } = useDraftFiles();
  const id = useId();
  const [taken, setTaken] = useState<TakenFile | null>(null);
  const [fault, setFault] = useState<'takeWrong' | 'takeTooLarge' | null>(null);

  const read = async (file: File | undefined) => {
    setTaken(null);
    setFault(null);
    if (file === undefined) return;
    if (file.size > CIRCUIT_LIMITS.fileBytes) return setFault('takeTooLarge');
    const found = file.name.toLowerCase().endsWith(ending) ? takenInto(files, file.name, await file.text()) : null;
    if (found === null) setFault('takeWrong');
    else setTaken(found);
  };

  return (
    <ConfirmDialog
      title={words('files.takeTitle', { ending })}
      confirm={words('files.take')}
      ready={taken !== null}
      onClose={onClose}
      onConfirm={async () => {
        if (taken !== null) onTaken(taken);
      }}
    >
      <div className="cds--form-item">
        <label className="cds--label" htmlFor={id}>
          {words('files.takeFile', { ending })}
        </label>
        <input
          id={id}
          className="h-atelier__file"
          type="file"
          accept={ending}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-said`}
          onChange={(event) => void read(event.target.files?.[0])}
        />
        <p id={`${id}-said`} className={fault === null ? 'h-text' : 'h-atelier__fault'} role="status">
          {fault === null ? null : words(`files.${fault}`, { ending })}
          {taken === null
            ? null
            : words(taken.replaces === null ? 'files.takeAdds' : 'files.takeReplaces', { path: taken.path })}
        </p>
      </div>
    </ConfirmDialog>
  );
}
