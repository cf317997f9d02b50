import { ACT_ENDING, readDocument } from '#domain/act/text/document.ts';
import { actInWords } from '#domain/act/text/in-words.ts';
import { vocabularyOfCircuit } from '#domain/act/text/of-circuit.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CodeEditor } from '../controls/CodeEditor.tsx';
import { typst } from '../controls/typst-language.ts';
import { filesOf, type ReadCircuit, textOf } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** The acts of a version: in words where they are written so, else in code. */
export function VersionActs({ sources }: { sources: ReadCircuit }) {
  const words = useEditorWords();
  const written = filesOf(sources, ACT_ENDING);
  const templates = filesOf(sources, '.typ');
  if (written.length + templates.length === 0) return <EmptyState title={words('versions.nothing')} />;
  return (
    <>
      {written.map(({ path, text }) => (
        <Panel key={path} title={path}>
          <ol lang="fr">
            {linesOf(sources, text ?? '').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks stay in their order
              <li key={index}>{line}</li>
            ))}
          </ol>
        </Panel>
      ))}
      {templates.map(({ path, text }) => (
        <Panel key={path} title={path}>
          <CodeEditor text={text ?? ''} label={words('files.textOf', { path })} language={typst} />
        </Panel>
      ))}
    </>
  );
}

/** What was published could be read; anything else is shown as its file holds it. */
function linesOf(sources: ReadCircuit, text: string): string[] {
  const read = readDocument(text);
  if ('reason' in read) return [text];
  const { kind, files } = sources;
  return actInWords(
    read.document,
    vocabularyOfCircuit({ kind, paths: files.map(({ path }) => path), textOf: (path) => textOf(sources, path) }),
  );
}
