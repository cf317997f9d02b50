import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { Panel } from '../../ui/Panel.tsx';
import { isReadInParts } from '../formats/paths.ts';
import type { Drawn } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { ComparedDiagrams } from './ComparedDiagrams.tsx';
import { LinesForSpecialists } from './ComparedFiles.tsx';
import { ComparedActs, ComparedForms, ComparedTables, ComparedTexts } from './ComparedParts.tsx';

interface Props {
  changes: CircuitComparison;
  /** Null: a circuit that was never published. */
  before: Drawn | null;
  after: Drawn;
}

/** All that changes from one state of a circuit to another: diagrams, forms, tables, texts, then line by line. */
export function CircuitChanges({ changes, before, after }: Props) {
  const words = useEditorWords();
  const { elements, forms, tables, acts, texts, files } = changes;
  if (files.length === 0) return <p>{words('versions.same')}</p>;
  const isSaid = [elements, forms, tables, acts, texts].some((part) => part.length > 0);
  return (
    <div className="h-stack">
      {elements.length > 0 ? (
        <Panel title={words('versions.diagram')}>
          <ComparedDiagrams elements={elements} before={before} after={after} />
        </Panel>
      ) : null}
      {forms.length > 0 ? (
        <Panel title={words('versions.forms')}>
          <ComparedForms forms={forms} before={before} after={after} />
        </Panel>
      ) : null}
      {tables.length > 0 ? (
        <Panel title={words('versions.tables')}>
          <ComparedTables tables={tables} before={before} after={after} />
        </Panel>
      ) : null}
      {acts.length > 0 ? (
        <Panel title={words('versions.acts')}>
          <ComparedActs acts={acts} />
        </Panel>
      ) : null}
      {texts.length > 0 ? (
        <Panel title={words('versions.texts')}>
          <ComparedTexts before={before} after={after} />
        </Panel>
      ) : null}
      <LinesForSpecialists files={files} isOpen={!isSaid || !files.every(({ path }) => isReadInParts(path))} />
    </div>
  );
}
