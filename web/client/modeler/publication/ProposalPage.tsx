import '../editors.scss';
import '../atelier.scss';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { type Drafted, diagramOf, isPart } from '#domain/circuit/blocks/part.ts';
import type { CircuitComparison, CircuitProposalView } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { ATELIER_HOME } from '../../api/open-draft.ts';
import { useApi } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TriedKinds } from '../checks/TriedKinds.tsx';
import { CircuitChanges } from '../comparison/CircuitChanges.tsx';
import { LinesForSpecialists } from '../comparison/ComparedFiles.tsx';
import { drawnNames } from '../formats/drawn-names.ts';
import { type Drawn, textOf } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { type SourcePart, VersionSources } from '../versions/VersionSources.tsx';
import { ProposalAnswer } from './ProposalAnswer.tsx';
import { ProposalFacts } from './ProposalFacts.tsx';
import { ProposedChecks, useProposedCheck } from './ProposedChecks.tsx';

/** What one analyst proposes, for another one to approve: who, why, what changes, what the checks say. */
export function ProposalPage() {
  const { id = '' } = useParams();
  const { t, read } = useLanguage();
  const query = useApi('GET /api/atelier/proposals/:id', { params: { id } });
  useInSpace('circuits', query.data && ATELIER_HOME[query.data.of]);
  return (
    <Loaded query={query} wholePage>
      {(proposal) => (
        <Page
          title={t('atelier.proposal.title', { title: read(proposal.title) })}
          lead={t(`atelier.proposal.state.${proposal.state}`)}
          crumbs={[{ to: ATELIER_HOME[proposal.of], text: t(`atelier.home.${proposal.of}`) }]}
        >
          <div className="h-stack">
            <Panel title={t('atelier.proposal.facts')}>
              <ProposalFacts proposal={proposal} />
            </Panel>
            {proposal.state === 'open' || proposal.state === 'approved' ? (
              <Proposed proposal={proposal} />
            ) : (
              <EmptyState title={t(`atelier.proposal.state.${proposal.state}`)} text={t('atelier.proposal.over')} />
            )}
          </div>
        </Page>
      )}
    </Loaded>
  );
}

/** What is read of something new; a theme is read in its file alone. */
const READ: Readonly<Partial<Record<Drafted, readonly SourcePart[]>>> = {
  kind: ['diagram', 'forms', 'tables', 'acts', 'texts'],
  block: ['diagram', 'forms', 'tables', 'texts'],
};

const NO_FILES = { files: [] };

/** A draft writes no file in a folder: blocks, themes and what acts print with are taken as they are published. */
const isOwn = ({ path }: { path: string }): boolean => !path.includes('/');

/**
 * The draft is there as it was proposed: any change would have ended the proposal. So it is read once a proposal, and not
 * again as the draft goes, published, while this page is still shown.
 */
function Proposed({ proposal }: { proposal: CircuitProposalView }) {
  const { t } = useLanguage();
  const { draftId, replaces } = proposal;
  const draft = useQuery({
    queryKey: ['proposal', proposal.id, 'draft'],
    queryFn: ({ signal }) => call('GET /api/atelier/drafts/:id', { params: { id: draftId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const comparison = useQuery({
    queryKey: ['proposal', proposal.id, 'comparison'],
    queryFn: ({ signal }) =>
      call('GET /api/atelier/drafts/:id/comparison', {
        params: { id: draftId },
        query: replaces ? { with: replaces.id } : {},
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const check = useProposedCheck(proposal);
  const names = check.data?.names;
  const drawn = useMemo(
    () => drawnNames(textOf(draft.data ?? NO_FILES, diagramOf(proposal.kind)) ?? ''),
    [draft.data, proposal.kind],
  );
  // What was never published changes nothing: it is read whole, as a version is.
  const parts = replaces === null ? READ[proposal.of] : undefined;
  return (
    <>
      {replaces ? (
        <p className="h-text">{t('atelier.publication.since', { number: replaces.number })}</p>
      ) : (
        <p className="h-text">{t('atelier.publication.first')}</p>
      )}
      <Loaded query={draft}>
        {({ kind, files }) => (
          <Loaded query={comparison}>
            {(changes) =>
              parts ? (
                <>
                  <VersionSources sources={{ versionId: null, kind, files, names }} parts={parts} />
                  <LinesForSpecialists files={changes.files.filter(isOwn)} />
                </>
              ) : (
                <Replacing
                  changes={changes}
                  replaces={replaces}
                  after={{ kind, files, names, name: t('atelier.proposal.diagram') }}
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
      {isPart(proposal.of) ? (
        <TriedKinds draftId={draftId} part={{ of: proposal.of, name: proposal.kind }} revision={proposal.revision} />
      ) : null}
      <ProposedChecks query={check} names={drawn}>
        {(errors) => (proposal.state === 'open' ? <ProposalAnswer proposal={proposal} errors={errors} /> : null)}
      </ProposedChecks>
    </>
  );
}

/** What a draft changes of the version that it replaces; of what is read line by line alone, all of it. */
function Replacing({
  changes,
  replaces,
  after,
}: {
  changes: CircuitComparison;
  replaces: CircuitProposalView['replaces'];
  after: Drawn;
}) {
  const words = useEditorWords();
  const before = useApi('GET /api/circuits/:versionId/sources', {
    params: { versionId: replaces?.id ?? '' },
    enabled: replaces !== null,
  });
  if (replaces === null) return <CircuitChanges changes={changes} before={null} after={after} />;
  const name = words('versions.beforeDiagram', { number: replaces.number });
  return (
    <Loaded query={before}>
      {({ files }) => <CircuitChanges changes={changes} before={{ kind: after.kind, files, name }} after={after} />}
    </Loaded>
  );
}
