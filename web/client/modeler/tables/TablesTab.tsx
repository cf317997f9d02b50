import '../editors.scss';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { BrokenFile } from '../files/BrokenFile.tsx';
import { FileShelf } from '../files/FileShelf.tsx';
import { stepsThatName } from '../formats/steps-that-name.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { blankTable } from './blank-table.ts';
import { type Decision, readDecisions } from './decisions.ts';
import { type Read, readModel } from './evaluate.ts';
import { TestBox } from './TestBox.tsx';

const TableDrawing = lazy(() => import('./TableDrawing.tsx'));

/** The decision tables of a draft: drawn, and tried on data at hand. */
export function TablesTab() {
  const words = useEditorWords();
  const { draft, textOf } = useDraftFiles();
  const diagram = textOf(`${draft.kind}.bpmn`) ?? '';
  const usedBy = (path: string) =>
    [...(textOf(path) ?? '').matchAll(/<(?:\w+:)?decision\b[^>]*\bid="([^"]+)"/g)].flatMap(([, id]) =>
      stepsThatName(diagram, 'calledDecision', 'decisionId', id ?? ''),
    );
  return (
    <FileShelf
      ending=".dmn"
      title={words('tables.title')}
      emptyText={words('tables.empty')}
      blank={blankTable}
      usedBy={usedBy}
    >
      {(path, key) => <OneFile key={key} path={path} />}
    </FileShelf>
  );
}

function OneFile({ path }: { path: string }) {
  const { textOf, change } = useDraftFiles();
  const [opened] = useState(() => textOf(path) ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [read, setRead] = useState<{ readonly decisions: readonly Decision[]; readonly model: Read } | null>(null);
  const xml = textOf(path) ?? opened;
  useEffect(() => {
    let current = true;
    Promise.all([readDecisions(xml), readModel(xml)])
      .then(([decisions, model]) => current && setRead({ decisions, model }))
      // The drawing says it.
      .catch(() => current && setRead(null));
    return () => {
      current = false;
    };
  }, [xml]);
  if (problem) return <BrokenFile path={path} reason={problem} onMended={() => setProblem(null)} />;
  return (
    <>
      <Suspense fallback={<div aria-busy="true" className="h-dmn" />}>
        <TableDrawing xml={xml} onChange={(text) => change(path, text)} onUnreadable={setProblem} />
      </Suspense>
      {read && <TestBox {...read} />}
    </>
  );
}
