import { TEMPLATES } from '#domain/decision/decision.ts';
import { useLanguage } from '../../language/use-language.ts';
import { tabOf, templateOf } from '../formats/paths.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** A file as people call it: the act that it is, or the tab where it is edited. Its path stands small behind. */
export function FileName({ path }: { path: string }) {
  const { t } = useLanguage();
  const words = useEditorWords();
  const tab = tabOf(path);
  const act = tab === 'acts' ? TEMPLATES.find((template) => template === templateOf(path)) : undefined;
  if (tab === undefined) return <code>{path}</code>;
  return (
    <>
      {act ? words(`acts.names.${act}`) : t(`atelier.tabs.${tab}`)} <code className="h-file-path">{path}</code>
    </>
  );
}
