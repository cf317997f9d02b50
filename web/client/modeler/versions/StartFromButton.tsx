import { Branch } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { useBeginDraft } from '../../api/open-draft.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { useEditorWords } from '../use-editor-words.ts';

/** Begins a draft with the files of a version, be it an old one. */
export function StartFromButton(props: { of?: PartType; kind: string; versionId: string; number: number }) {
  const { of, kind, versionId } = props;
  const words = useEditorWords();
  const begin = useBeginDraft();
  const { attempt, busy, problem } = useAttempt();
  return (
    <>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Branch}
        disabled={busy}
        aria-label={words('versions.startFromOf', { number: props.number })}
        onClick={() => void attempt(() => begin(of ? { of, kind, versionId } : { kind, versionId }))}
      >
        {words('versions.startFrom')}
      </Button>
      <FailureNote problem={problem} />
    </>
  );
}
