import '../editors.scss';
import { Link, useParams, useSearchParams } from 'react-router';
import type { CircuitSources } from '../../../contract/atelier.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { NotFound } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { StartFromButton } from './StartFromButton.tsx';
import { VersionActs } from './VersionActs.tsx';
import { VersionDiagram } from './VersionDiagram.tsx';
import { VersionFiles } from './VersionFiles.tsx';
import { VersionForms } from './VersionForms.tsx';
import { VersionTables } from './VersionTables.tsx';
import { VersionTexts } from './VersionTexts.tsx';

const PARTS = ['diagram', 'forms', 'tables', 'acts', 'texts', 'files'] as const;
type Part = (typeof PARTS)[number];

/** One version, to be read: all that its requests follow. */
export function VersionPage() {
  const { versionId = '' } = useParams();
  const { t, language, read } = useLanguage();
  const words = useEditorWords();
  useInSpace('circuits');
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const versions = useApi('GET /api/circuits');
  const sources = useApi('GET /api/circuits/:versionId/sources', { params: { versionId } });
  return (
    <Loaded query={versions} wholePage>
      {({ items }) => {
        const version = items.find((each) => each.versionId === versionId);
        if (!version) return <NotFound />;
        const lead = [
          t('circuits.publishedOn', { date: moment(version.publishedAt, language) }),
          t('circuits.openCount', { count: version.openRequests }),
        ];
        return (
          <Page
            title={t('circuits.versionTitle', { title: read(version.title), number: version.number })}
            crumbs={[
              { to: '/circuits', text: t('circuits.title') },
              { to: `/circuits/kinds/${version.kind}`, text: words('versions.all') },
            ]}
            lead={
              <>
                {lead.join(' · ')} · <Link to={`/circuits/kinds/${version.kind}`}>{words('versions.all')}</Link>
              </>
            }
            actions={
              draws ? <StartFromButton kind={version.kind} versionId={versionId} number={version.number} /> : null
            }
          >
            <Loaded query={sources}>{(read) => <Parts sources={read} />}</Loaded>
          </Page>
        );
      }}
    </Loaded>
  );
}

function Parts({ sources }: { sources: CircuitSources }) {
  const words = useEditorWords();
  const [search, setSearch] = useSearchParams();
  const part = PARTS.find((each) => each === search.get('part')) ?? 'diagram';
  return (
    <div className="h-stack">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend */}
      <div role="group" className="h-pick" aria-label={words('versions.parts')}>
        {PARTS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === part}
            onClick={() => setSearch({ part: each }, { replace: true })}
          >
            {words(`versions.${each}`)}
          </button>
        ))}
      </div>
      <OnePart part={part} sources={sources} />
    </div>
  );
}

function OnePart({ part, sources }: { part: Part; sources: CircuitSources }) {
  switch (part) {
    case 'diagram':
      return <VersionDiagram sources={sources} />;
    case 'forms':
      return <VersionForms sources={sources} />;
    case 'tables':
      return <VersionTables sources={sources} />;
    case 'acts':
      return <VersionActs sources={sources} />;
    case 'texts':
      return <VersionTexts sources={sources} />;
    case 'files':
      return <VersionFiles sources={sources} />;
  }
}
