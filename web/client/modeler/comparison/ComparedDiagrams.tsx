import { lazy, Suspense, useMemo } from 'react';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';
import { useLanguage } from '../../language/use-language.ts';
import { type Drawn, textOf } from '../formats/sources.ts';
import { AttributeList, ChangeTag } from '../in-words/changes.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import type { Mark } from './MarkedDiagram.tsx';

const DrawingInWords = lazy(() => import('../in-words/DrawingInWords.tsx'));
const MarkedDiagram = lazy(() => import('./MarkedDiagram.tsx'));

interface Props {
  elements: CircuitComparison['elements'];
  /** Null: there was none. */
  before: Drawn | null;
  after: Drawn;
}

/** Both diagrams with what changed in colours, then the same in words. */
export function ComparedDiagrams({ elements, before, after }: Props) {
  const words = useEditorWords();
  const { t } = useLanguage();
  // What only moved would hide what changed.
  const altered = elements.filter(({ change }) => change !== 'moved');
  const moved = elements.filter(({ change }) => change === 'moved');
  const marks = useMemo(
    () => ({
      before: marksOf(elements, ['removed', 'changed', 'moved']),
      after: marksOf(elements, ['added', 'changed', 'moved']),
    }),
    [elements],
  );
  return (
    <>
      <p className="h-muted">{words('versions.legend')}</p>
      <div className="h-acts">
        {([before, after] as const).map((drawn, index) =>
          drawn === null ? null : (
            <div key={drawn.name}>
              <h3>{drawn.name}</h3>
              <Suspense fallback={<div aria-busy="true" className="h-diagram" />}>
                <MarkedDiagram
                  xml={textOf(drawn, `${drawn.kind}.bpmn`) ?? ''}
                  marks={index === 0 ? marks.before : marks.after}
                />
              </Suspense>
            </div>
          ),
        )}
      </div>
      <h3>{t('atelier.diagram.steps')}</h3>
      <Suspense fallback={<div aria-busy="true" />}>
        <DrawingInWords circuit={after} before={before} />
      </Suspense>
      <TechnicalDetail elements={altered} />
      {moved.length === 0 ? null : (
        <details className="h-details">
          <summary>{t('atelier.publication.moves', { count: moved.length })}</summary>
          <Elements elements={moved} />
        </details>
      )}
    </>
  );
}

/** What the words say too, folded; open where an order changed, which they do not say. */
export function TechnicalDetail({ elements }: { elements: Props['elements'] }) {
  const words = useEditorWords();
  const isReordered = elements.some(({ attributes }) => attributes.some(({ name }) => /(?:^|\.)order$/.test(name)));
  return elements.length === 0 ? null : (
    <details className="h-details" open={isReordered}>
      <summary>{words('inWords.technical')}</summary>
      <Elements elements={elements} />
    </details>
  );
}

function Elements({ elements }: { elements: Props['elements'] }) {
  return (
    <ul className="h-changes">
      {elements.map(({ elementId, name, type, change, attributes }) => (
        <li key={`${elementId} ${change}`}>
          <ChangeTag change={change} /> <strong>{name || elementId}</strong>{' '}
          <code className="h-muted">{type.replace('bpmn:', '')}</code>
          <AttributeList attributes={attributes} />
        </li>
      ))}
    </ul>
  );
}

const marksOf = (elements: Props['elements'], shown: readonly Mark[]): ReadonlyMap<string, Mark> =>
  new Map(elements.filter(({ change }) => shown.includes(change)).map(({ elementId, change }) => [elementId, change]));
