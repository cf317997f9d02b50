import { Branch } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { Failure } from '../../shell/Failure.tsx';
import { useBeginDraft } from '../../spaces/circuits/open-draft.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** Begins a draft with the files of a version, be it an old one. */
export function StartFromButton(props: { kind: string; versionId: string; number: number }) {
  const words = useEditorWords();
  const begin = useBeginDraft();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const start = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await begin({ kind: props.kind, versionId: props.versionId });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Branch}
        disabled={busy}
        aria-label={words('versions.startFromOf', { number: props.number })}
        onClick={() => void start()}
      >
        {words('versions.startFrom')}
      </Button>
      {problem ? <Failure error={problem} /> : null}
    </>
  );
}
