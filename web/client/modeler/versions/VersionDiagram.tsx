import { lazy, Suspense } from 'react';
import { addressOf } from '../../api/address.ts';
import { CircuitDiagram } from '../../diagram/CircuitDiagram.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { type ReadCircuit, textOf } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';

const MarkedDiagram = lazy(() => import('../comparison/MarkedDiagram.tsx'));
const DrawingInWords = lazy(() => import('../in-words/DrawingInWords.tsx'));
const NONE = new Map();

/** The diagram of a version, then the same in words. */
export function VersionDiagram({ sources }: { sources: ReadCircuit }) {
  const { t, language } = useLanguage();
  const words = useEditorWords();
  const { versionId, kind } = sources;
  const xml = textOf(sources, `${kind}.bpmn`) ?? '';
  return (
    <Panel title={words('versions.diagram')}>
      {versionId === null ? (
        <Suspense fallback={<div aria-busy="true" className="h-diagram" />}>
          <MarkedDiagram xml={xml} marks={NONE} />
        </Suspense>
      ) : (
        <CircuitDiagram
          src={addressOf('GET /api/circuits/:versionId/diagram', { params: { versionId }, query: { lang: language } })}
        />
      )}
      <h3>{t('atelier.diagram.steps')}</h3>
      <Suspense fallback={<div aria-busy="true" />}>
        <DrawingInWords circuit={sources} />
      </Suspense>
    </Panel>
  );
}
