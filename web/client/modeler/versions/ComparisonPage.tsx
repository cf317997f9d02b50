import '../editors.scss';
import { useParams } from 'react-router';
import type { CircuitComparison, CircuitSources } from '../../../contract/atelier.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { ComparedDiagrams } from './ComparedDiagrams.tsx';
import { ComparedFiles } from './ComparedFiles.tsx';
import { ComparedForms, ComparedTables, ComparedTexts } from './ComparedParts.tsx';

/** What changed from one version of a circuit to another. */
export function ComparisonPage() {
  const { versionId = '', otherId = '' } = useParams();
  const { t, read } = useLanguage();
  const words = useEditorWords();
  useInSpace('circuits');
  const comparison = useApi('GET /api/circuits/:versionId/comparison/:otherId', { params: { versionId, otherId } });
  const from = useApi('GET /api/circuits/:versionId/sources', { params: { versionId } });
  const to = useApi('GET /api/circuits/:versionId/sources', { params: { versionId: otherId } });
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
                {(changes) => <Changes changes={changes} before={before} after={after} />}
              </Loaded>
            </Page>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface ChangesProps {
  changes: CircuitComparison;
  before: CircuitSources;
  after: CircuitSources;
}

function Changes({ changes, before, after }: ChangesProps) {
  const words = useEditorWords();
  const { elements, forms, tables, texts, files } = changes;
  if (files.length === 0) return <p>{words('versions.same')}</p>;
  return (
    <div className="h-stack">
      {elements.length > 0 ? (
        <Panel title={words('versions.diagram')}>
          <ComparedDiagrams elements={elements} before={before} after={after} />
        </Panel>
      ) : null}
      {forms.length > 0 ? (
        <Panel title={words('versions.forms')}>
          <ComparedForms forms={forms} />
        </Panel>
      ) : null}
      {tables.length > 0 ? (
        <Panel title={words('versions.tables')}>
          <ComparedTables tables={tables} />
        </Panel>
      ) : null}
      {texts.length > 0 ? (
        <Panel title={words('versions.texts')}>
          <ComparedTexts texts={texts} />
        </Panel>
      ) : null}
      <Panel title={words('versions.lines')}>
        <ComparedFiles files={files} />
      </Panel>
    </div>
  );
}
