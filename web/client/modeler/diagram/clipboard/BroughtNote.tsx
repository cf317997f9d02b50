import { InlineNotification } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { useEditorWords } from '../../use-editor-words.ts';
import type { Brought } from './needs.ts';

/** What elements pasted from another draft brought with them. */
export function BroughtNote({ brought }: { brought: Brought | null }) {
  const { t } = useLanguage();
  const words = useEditorWords();
  if (brought === null) return null;
  const { files, messages } = brought;
  const said = [
    files.length > 0 ? words('pasted.files', { files: files.join(', ') }) : null,
    messages > 0 ? words('pasted.messages', { count: messages }) : null,
  ].filter((one) => one !== null);
  return (
    <InlineNotification
      kind="info"
      lowContrast
      role="status"
      title={words('pasted.title')}
      subtitle={said.length > 0 ? said.join(' ') : words('pasted.nothing')}
      statusIconDescription={t('common.info')}
    />
  );
}
