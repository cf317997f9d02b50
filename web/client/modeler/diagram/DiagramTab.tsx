import { SkeletonPlaceholder } from '@carbon/react';
import { lazy, Suspense } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';

const DiagramEditor = lazy(() => import('./DiagramEditor.tsx'));

/** The diagram of a draft, in the modeler: several hundred kB that come only with it. */
export function DiagramTab() {
  const { t, language } = useLanguage();
  const { draft, files } = useDraftFiles();
  const diagram = files.find(({ path }) => path === `${draft.kind}.bpmn`);
  if (!diagram?.text) return <p className="h-muted">{t('atelier.diagram.missing', { path: `${draft.kind}.bpmn` })}</p>;
  return (
    <Suspense
      fallback={
        <div aria-busy="true">
          <span className="h-hidden">{t('common.loading')}</span>
          <SkeletonPlaceholder className="h-modeler__waiting" />
        </div>
      }
    >
      <DiagramEditor key={`${diagram.generation} ${language}`} path={diagram.path} xml={diagram.text} />
    </Suspense>
  );
}
