import { lazy, Suspense } from 'react';
import { addressOf } from '../../api/address.ts';
import { CircuitDiagram } from '../../diagram/CircuitDiagram.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { drawnNames } from '../diagram/names/drawn-names.ts';
import { readTextsFile, textsPath } from '../texts/circuit-texts.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { type ReadCircuit, textOf } from './sources.ts';

const MarkedDiagram = lazy(() => import('./MarkedDiagram.tsx'));
const NONE = new Map();

/** The diagram of a version, and what is named in it for whoever does not see it. */
export function VersionDiagram({ sources }: { sources: ReadCircuit }) {
  const { language } = useLanguage();
  const words = useEditorWords();
  const { versionId, kind } = sources;
  const xml = textOf(sources, `${kind}.bpmn`) ?? '';
  const names = drawnNames(xml);
  const said = readTextsFile(textOf(sources, textsPath(language)))?.elements ?? {};
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
      <details className="h-details">
        <summary>{words('versions.elements')}</summary>
        <ul className="h-bullets">
          {[...names].map(([id, name]) => (
            <li key={id}>
              {said[id] || name} <code className="h-muted">{id}</code>
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
