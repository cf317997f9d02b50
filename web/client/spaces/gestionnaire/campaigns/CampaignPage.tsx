import { Button, Stack } from '@carbon/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { CAMPAIGN_DAYS, canCloseOn, type SteeredTo, takesDays } from '#domain/campaign/campaign.ts';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { CampaignView } from '#web/contract/operations/campaigns.ts';
import { CampaignForm } from './CampaignForm.tsx';
import { Candidates } from './Candidates.tsx';
import { Posts } from './Posts.tsx';
import { Publish, Telling } from './Publish.tsx';
import { Ranking } from './Ranking.tsx';
import { useCampaignSpace } from './use-campaign-space.ts';

/** A campaign: its days, its posts, and what can be done of it now. */
export function CampaignPage() {
  useCampaignSpace();
  const query = useApi('GET /api/campaigns/:id', { params: { id: useParams().id ?? '' } });
  return (
    <Loaded query={query} wholePage>
      {(view) => <Campaign view={view} />}
    </Loaded>
  );
}

const NEXT: Partial<Record<CampaignView['state'], SteeredTo>> = {
  prepared: 'open',
  open: 'closed',
  published: 'ended',
};

function Campaign({ view }: { view: CampaignView }) {
  const { t, read } = useLanguage();
  const [notice, setNotice] = useState('');
  const next = view.may.steer ? NEXT[view.state] : undefined;
  const mayBring = next !== 'closed' || canCloseOn(view, parisDay(new Date()));
  return (
    <Page
      title={read(view.title)}
      lead={
        <span className="h-lead-line">
          <span>{t(`campaigns.states.${view.state}`)}</span>
          <span>{read(view.kind.title)}</span>
          <span>{view.structure.name}</span>
        </span>
      }
      crumbs={[{ to: '/campaigns', text: t('campaigns.title') }]}
      actions={
        next && mayBring ? (
          <Bring id={view.id} to={next} onDone={setNotice} />
        ) : (
          <Publish view={view} onDone={setNotice} />
        )
      }
    >
      <p role="status" className="h-hidden">
        {notice}
      </p>
      <Days view={view} onDone={setNotice} />
      <Telling telling={view.telling} />
      <Ranking view={view} onDone={setNotice} />
      {view.state === 'prepared' ? null : <Candidates view={view} />}
      <Posts view={view} onDone={setNotice} />
    </Page>
  );
}

function Bring({ id, to, onDone }: { id: string; to: SteeredTo; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(`campaigns.to.${to}`)}</Button>
      {asking ? (
        <ConfirmDialog
          title={t(`campaigns.to.${to}`)}
          confirm={t(`campaigns.to.${to}`)}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await call('POST /api/campaigns/:id/state', { params: { id }, body: { to } });
            await refresh('/api/campaigns');
            setAsking(false);
            onDone(t('campaigns.done'));
          }}
        >
          <p>{t(`campaigns.toText.${to}`)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Days({ view, onDone }: { view: CampaignView; onDone: (notice: string) => void }) {
  const { t, language } = useLanguage();
  const [revising, setRevising] = useState(false);
  const may = view.may.steer && takesDays(view.state);
  return (
    <Panel
      title={t('campaigns.revise')}
      action={
        may && !revising ? (
          <Button kind="ghost" size="sm" onClick={() => setRevising(true)}>
            {t('campaigns.change')}
          </Button>
        ) : undefined
      }
    >
      {may && revising ? (
        <CampaignForm
          id="campaign"
          submit={t('campaigns.save')}
          initial={view}
          onSubmit={async (body) => {
            await call('PUT /api/campaigns/:id', { params: { id: view.id }, body });
            await refresh('/api/campaigns');
            setRevising(false);
            onDone(t('campaigns.saved'));
          }}
        />
      ) : (
        <Stack gap={5}>
          {may && view.state === 'open' ? <p className="h-help">{t('campaigns.closesLater')}</p> : null}
          <dl className="h-facts">
            {CAMPAIGN_DAYS.map((day) => (
              <div key={day}>
                <dt>{t(`campaigns.days.${day}`)}</dt>
                <dd>{civilDay(view[day], language)}</dd>
              </div>
            ))}
            <div>
              <dt>{t('campaigns.posts')}</dt>
              <dd>
                {t('campaigns.postCount', { count: view.counts.posts })},{' '}
                {t('campaigns.placeCount', { count: view.counts.places })}
              </dd>
            </div>
            <div>
              <dt>{t('campaigns.candidates')}</dt>
              <dd>{view.counts.candidates}</dd>
            </div>
          </dl>
        </Stack>
      )}
    </Panel>
  );
}
