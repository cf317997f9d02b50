import { Link } from 'react-router';
import { useList } from '#web/client/api/use-list.ts';
import { civilDay, fullName } from '#web/client/language/format.ts';
import { known, useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { CampaignCandidate, CampaignView } from '#web/contract/operations/campaigns.ts';
import { PointLines } from '../../request/campaign/PointLines.tsx';
import { postName } from '../../request/campaign/post-name.ts';

/** The candidates of a campaign: what they ask for, what is awaited, and how they are ranked. */
export function Candidates({ view }: { view: CampaignView }) {
  const { t } = useLanguage();
  const list = useList('GET /api/campaigns/:id/candidates', { params: { id: view.id } });
  const columns: Column<CampaignCandidate>[] = [
    {
      key: 'agent',
      header: t('campaigns.candidate'),
      cell: ({ requestId, number, agent, structureName }) => (
        <span className="h-two">
          <span>{fullName(agent)}</span>
          {view.may.steer ? <Link to={`/requests/${requestId}`}>{number}</Link> : <span>{number}</span>}
          <span className="h-muted">{structureName}</span>
        </span>
      ),
    },
    { key: 'choices', header: t('campaigns.choices'), cell: ({ choices }) => <Choices choices={choices} /> },
    {
      key: 'opinion',
      header: t('campaigns.opinion'),
      cell: ({ opinion, pieces }) => (
        <span className="h-two">
          <span>{opinion === null ? t('campaigns.noOpinion') : (known(`outcomes.${opinion}`) ?? opinion)}</span>
          <span className="h-muted">{t('campaigns.pieces', { count: pieces })}</span>
        </span>
      ),
    },
    { key: 'points', header: t('campaigns.points'), cell: (row) => <Points row={row} /> },
    {
      key: 'post',
      header: t('campaigns.post'),
      cell: (row) => <Placed row={row} isTied={view.ranking?.state === 'tied'} />,
    },
  ];
  return (
    <Panel title={t('campaigns.candidates')}>
      <PagedList
        label={t('campaigns.candidates')}
        list={list}
        columns={columns}
        rowKey={({ requestId }) => requestId}
        empty={<EmptyState title={t('campaigns.noCandidate')} text={t('campaigns.noCandidateText')} />}
      />
    </Panel>
  );
}

/** The dearest first. */
function Choices({ choices }: Pick<CampaignCandidate, 'choices'>) {
  return (
    <ol className="h-ordered">
      {choices.map((post) => (
        <li key={post.code}>{postName(post)}</li>
      ))}
    </ol>
  );
}

function Points({ row: { rank } }: { row: CampaignCandidate }) {
  const { t, language } = useLanguage();
  if (rank === null || rank.out !== null) return null;
  return (
    <span className="h-two">
      <span>{t('campaigns.pointsOf', { count: rank.points })}</span>
      <PointLines lines={rank.lines} />
      {rank.since === null ? null : (
        <span className="h-muted">{t('campaigns.inPostSince', { day: civilDay(rank.since, language) })}</span>
      )}
    </span>
  );
}

/** What the ranking gives; nothing while it stops at ties. */
function Placed({ row: { rank, isClosed, choices }, isTied }: { row: CampaignCandidate; isTied: boolean }) {
  const { t } = useLanguage();
  if (rank === null) return isClosed ? t('campaigns.out.withdrawn') : null;
  const post = choices.find(({ code }) => code === rank.postCode);
  const given = post === undefined ? t(isTied ? 'campaigns.tiedStill' : 'campaigns.unplaced') : postName(post);
  return (
    <span className="h-two">
      <span>{rank.out === null ? given : t(`campaigns.out.${rank.out}`)}</span>
      {rank.moved ? <span className="h-muted">{t('campaigns.moved')}</span> : null}
    </span>
  );
}
