import '../editors.scss';
import { Link, useParams } from 'react-router';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { ATELIER_HOME, versionsAddress } from '../../api/open-draft.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { NotFound } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { useEditorWords } from '../use-editor-words.ts';
import { partTypeIn } from './PartVersions.tsx';
import { StartFromButton } from './StartFromButton.tsx';
import { type SourcePart, VersionSources } from './VersionSources.tsx';

/** What a version of each is made of. */
const SOURCES: Readonly<Record<PartType, readonly SourcePart[]>> = {
  block: ['diagram', 'forms', 'tables', 'texts', 'files'],
  theme: ['files'],
};

/** One version of a block or of a theme, to be read. */
export function PartVersionPage() {
  const { parts = '', name = '', versionId = '' } = useParams();
  const { t, read } = useLanguage();
  const words = useEditorWords();
  useInSpace('circuits');
  const of = partTypeIn(parts);
  const draws = useMe().habilitations.some(({ role }) => role === 'analyste');
  const sources = useApi('GET /api/circuits/:versionId/sources', { params: { versionId } });
  if (of === null) return <NotFound />;
  return (
    <Loaded query={sources} wholePage>
      {(version) => (
        <Page
          title={t('circuits.versionTitle', { title: read(version.title), number: version.number })}
          crumbs={[
            { to: ATELIER_HOME[of], text: t(`atelier.home.${of}`) },
            { to: versionsAddress(of, name), text: words('versions.all') },
          ]}
          lead={<Link to={versionsAddress(of, name)}>{words('versions.all')}</Link>}
          actions={draws ? <StartFromButton of={of} kind={name} versionId={versionId} number={version.number} /> : null}
        >
          <VersionSources sources={version} parts={SOURCES[of]} />
        </Page>
      )}
    </Loaded>
  );
}
