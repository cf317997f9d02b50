import '../editors.scss';
import { useParams } from 'react-router';
import type { CircuitSources } from '#web/contract/circuits/atelier.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { CircuitChanges } from './CircuitChanges.tsx';

/** What changed from one version of a circuit to another. */
export function ComparisonPage() {
  const { versionId = '', otherId = '' } = useParams();
  const { t, read } = useLanguage();
  const words = useEditorWords();
  useInSpace('circuits');
  const comparison = useApi('GET /api/circuits/:versionId/comparison/:otherId', { params: { versionId, otherId } });
  const from = useApi('GET /api/circuits/:versionId/sources', { params: { versionId } });
  const to = useApi('GET /api/circuits/:versionId/sources', { params: { versionId: otherId } });
  const drawn = ({ kind, number, files }: CircuitSources) => ({
    ...{ kind, files },
    name: words('versions.beforeDiagram', { number }),
  });
  return (
    <Loaded query={from} wholePage>
      {(before) => (
        <Loaded query={to} wholePage>
          {(after) => (
            <Page
              title={read(after.title)}
              lead={words('versions.comparison', { from: before.number, to: after.number })}
              crumbs={[
                { to: '/circuits', text: t('circuits.title') },
                { to: `/circuits/kinds/${after.kind}`, text: words('versions.all') },
              ]}
            >
              <Loaded query={comparison}>
                {(changes) => <CircuitChanges changes={changes} before={drawn(before)} after={drawn(after)} />}
              </Loaded>
            </Page>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
