import { SkeletonPlaceholder } from '@carbon/react';
import { lazy, Suspense } from 'react';
import { useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';

const loadEditor = () => import('./DiagramEditor.tsx');
const DiagramEditor = lazy(loadEditor);
// Beside the draft and the blocks, not after them; whoever waits for it is told when it fails.
void loadEditor().catch(() => undefined);

/** The diagram of a draft, in the modeler: several hundred kB that come only with it. */
export function DiagramTab() {
  const { t, language } = useLanguage();
  const { draft, files } = useDraftFiles();
  // What a call of each offers as fields: as the block is published today.
  const blocks = useApi('GET /api/atelier/parts', { query: { of: 'block' } });
  const diagram = files.find(({ path }) => path === `${draft.kind}.bpmn`);
  if (!diagram?.text) return <p className="h-muted">{t('atelier.diagram.missing', { path: `${draft.kind}.bpmn` })}</p>;
  const { path, text, generation } = diagram;
  const waiting = <SkeletonPlaceholder className="h-modeler__waiting" />;
  return (
    <Loaded query={blocks} skeleton={waiting}>
      {({ items }) => (
        <Suspense
          fallback={
            <div aria-busy="true">
              <span className="h-hidden">{t('common.loading')}</span>
              {waiting}
            </div>
          }
        >
          <DiagramEditor key={`${generation} ${language}`} path={path} xml={text} blocks={items} />
        </Suspense>
      )}
    </Loaded>
  );
}
