import { Button } from '@carbon/react';
import { useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { CodeEditor } from '../controls/CodeEditor.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A file that its editor cannot show: why, and its text to mend. */
export function BrokenFile({ path, reason, onMended }: { path: string; reason: string; onMended: () => void }) {
  const { t } = useLanguage();
  const words = useEditorWords();
  const { textOf, change } = useDraftFiles();
  const [opened] = useState(() => textOf(path) ?? '');
  return (
    <>
      <FailureNote title={words('files.unreadable')} problem={reason} />
      <h3>{words('files.asText')}</h3>
      <CodeEditor text={opened} label={words('files.textOf', { path })} onChange={(text) => change(path, text)} />
      <div>
        <Button kind="tertiary" size="md" onClick={onMended}>
          {t('common.retry')}
        </Button>
      </div>
    </>
  );
}
