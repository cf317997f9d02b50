import '../editors.scss';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { NotFound } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { ExportLink } from './ExportLink.tsx';
import { StartFromButton } from './StartFromButton.tsx';
import { SOURCE_PARTS, VersionSources } from './VersionSources.tsx';

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
              draws ? (
                <>
                  <ExportLink versionId={versionId} number={version.number} />
                  <StartFromButton kind={version.kind} versionId={versionId} number={version.number} />
                </>
              ) : null
            }
          >
            <Loaded query={sources}>{(read) => <VersionSources sources={read} parts={SOURCE_PARTS} />}</Loaded>
          </Page>
        );
      }}
    </Loaded>
  );
}
