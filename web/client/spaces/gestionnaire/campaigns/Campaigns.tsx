import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useList } from '#web/client/api/use-list.ts';
import { useMe } from '#web/client/app/me.tsx';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import { PagedList } from '#web/client/ui/lists/PagedList.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { CampaignRow } from '#web/contract/operations/campaigns.ts';
import { NewCampaign } from './NewCampaign.tsx';
import { useCampaignSpace } from './use-campaign-space.ts';

/** The campaigns that one steers or publishes, and what prepares another. */
export function Campaigns() {
  const { t, read, language } = useLanguage();
  const { spaces } = useMe();
  useCampaignSpace();
  const [preparing, setPreparing] = useState(false);
  const list = useList('GET /api/campaigns');
  const columns: Column<CampaignRow>[] = [
    {
      key: 'name',
      header: t('campaigns.name'),
      cell: ({ id, title, kind }) => (
        <span className="h-two">
          <Link to={`/campaigns/${id}`}>{read(title)}</Link>
          <span className="h-muted">{read(kind.title)}</span>
        </span>
      ),
    },
    { key: 'state', header: t('campaigns.state'), cell: ({ state }) => t(`campaigns.states.${state}`) },
    { key: 'structure', header: t('campaigns.structure'), cell: ({ structure }) => structure.name },
    {
      key: 'closes',
      header: t('campaigns.days.closesOn'),
      nowrap: true,
      cell: ({ closesOn }) => civilDay(closesOn, language),
    },
    {
      key: 'posts',
      header: t('campaigns.posts'),
      nowrap: true,
      cell: ({ counts: { posts, places } }) => (
        <span className="h-two">
          <span>{t('campaigns.postCount', { count: posts })}</span>
          <span className="h-muted">{t('campaigns.placeCount', { count: places })}</span>
        </span>
      ),
    },
    { key: 'candidates', header: t('campaigns.candidates'), cell: ({ counts }) => counts.candidates },
  ];
  return (
    <Page
      title={t('campaigns.title')}
      lead={t('campaigns.lead')}
      actions={
        spaces.includes('gestionnaire') && !preparing ? (
          <Button onClick={() => setPreparing(true)}>{t('campaigns.prepare')}</Button>
        ) : undefined
      }
    >
      {preparing ? (
        <Panel
          title={t('campaigns.prepare')}
          action={
            <Button kind="ghost" size="sm" onClick={() => setPreparing(false)}>
              {t('common.cancel')}
            </Button>
          }
        >
          <NewCampaign />
        </Panel>
      ) : null}
      <PagedList
        label={t('campaigns.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('campaigns.none')} text={t('campaigns.noneText')} />}
      />
    </Page>
  );
}
