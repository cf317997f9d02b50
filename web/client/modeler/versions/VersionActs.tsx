import type { CircuitSources } from '../../../contract/atelier.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CodeEditor } from '../acts/CodeEditor.tsx';
import { typst } from '../acts/typst-language.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { filesOf } from './sources.ts';

/** The templates of the acts of a version. */
export function VersionActs({ sources }: { sources: CircuitSources }) {
  const words = useEditorWords();
  const acts = filesOf(sources, '.typ');
  if (acts.length === 0) return <EmptyState title={words('versions.nothing')} />;
  return acts.map(({ path, text }) => (
    <Panel key={path} title={path}>
      <CodeEditor text={text ?? ''} label={words('files.textOf', { path })} language={typst} />
    </Panel>
  ));
}
