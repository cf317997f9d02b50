import { Button, InlineNotification, Tab, TabList, TabPanel, TabPanels, Tabs } from '@carbon/react';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Me, Space } from '#web/contract/account/me.ts';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PassedNotice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActsTab } from './ActsTab.tsx';
import { AnswersTab } from './AnswersTab.tsx';
import { Contests } from './Contests.tsx';
import { DecisionsTab } from './DecisionsTab.tsx';
import { FiledLine } from './FiledLine.tsx';
import { MovedNotice } from './MovedNotice.tsx';
import { NextKinds } from './NextKinds.tsx';
import { ProgressTab } from './ProgressTab.tsx';
import { StateTag } from './StateTag.tsx';
import { StoppedNotice } from './StoppedNotice.tsx';
import { WithdrawButton } from './WithdrawButton.tsx';

/** With the pages of campaigns: few requests are in one. */
const OfCampaign = lazy(async () => ({ default: (await import('../gestionnaire/batches/pages.ts')).OfCampaign }));

const TABS = ['request', 'progress', 'decisions', 'acts'] as const;
type TabName = (typeof TABS)[number];

/** A request, as whoever may see it reads it. */
export function RequestPage() {
  const { id = '' } = useParams();
  const query = useApi('GET /api/requests/:id', { params: { id } });
  return (
    <Loaded query={query} wholePage>
      {(request) => <Request request={request} />}
    </Loaded>
  );
}

/** The space one reads a request from: one's own, one followed, or one decided on. */
function spaceOf(request: RequestView, me: Me): Space {
  if (request.agent.id === me.id) return 'agent';
  const others = ['gestionnaire', 'valideur', 'paye'] as const;
  return others.find((space) => me.spaces.includes(space)) ?? 'agent';
}

function Request({ request }: { request: RequestView }) {
  const { t, language, read } = useLanguage();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const [announced, setAnnounced] = useState('');
  const space = spaceOf(request, me);
  useInSpace(space);
  const asked = TABS.indexOf(search.get('tab') as TabName);
  const selected = Math.max(asked, 0);
  const own = request.agent.id === me.id;
  const crumbs = {
    agent: { to: '/requests', text: t('agent.myRequests') },
    gestionnaire: { to: '/followed', text: t('shell.links.followed') },
    valideur: { to: '/decisions', text: t('shell.links.decisions') },
    paye: { to: '/tasks', text: t('shell.links.tasks') },
  };
  return (
    <Page
      title={read(request.title)}
      crumbs={[crumbs[space as keyof typeof crumbs]]}
      lead={
        <span className="h-lead-line">
          <StateTag state={request.state} />
          <span>{t('request.number', { number: request.number })}</span>
          {own ? null : (
            <span>
              {fullName(request.agent)} · {request.structureName}
            </span>
          )}
          <FiledLine request={request} />
        </span>
      }
      actions={
        <>
          {request.may.seeDossier && !own ? (
            <Button as={Link} to={`/people/${request.agent.id}/dossier`} kind="tertiary" size="md">
              {t('request.openDossier')}
            </Button>
          ) : null}
          {request.may.withdraw ? <WithdrawButton request={request} onNotice={setAnnounced} /> : null}
          {request.taskKey ? (
            <Button as={Link} to={`/tasks/${request.taskKey}`} size="md">
              {t('request.openTask')}
            </Button>
          ) : null}
        </>
      }
    >
      <PassedNotice />
      <MovedNotice request={request} />
      {request.closedAt === null ? <StoppedNotice requestId={request.id} /> : null}
      <p className="h-hidden" role="status">
        {announced}
      </p>
      {request.stopUntil && request.may.withdraw ? (
        <InlineNotification
          className="h-notice"
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('request.stopUntil', { date: moment(request.stopUntil, language) })}
          subtitle={t('request.stopUntilText')}
          statusIconDescription={t('common.info')}
        />
      ) : null}
      {request.withdrawal === 'pending' || request.withdrawal === 'refused' ? (
        <InlineNotification
          className="h-notice"
          kind={request.withdrawal === 'pending' ? 'info' : 'warning'}
          lowContrast
          hideCloseButton
          title={t(`request.withdrawal.${request.withdrawal}`)}
          subtitle={t(`request.withdrawal.${request.withdrawal}Text`)}
          statusIconDescription={t('common.info')}
        />
      ) : null}
      <Contests request={request} />
      <NextKinds request={request} />
      {request.inCampaign ? (
        <Suspense fallback={null}>
          <OfCampaign id={request.id} />
        </Suspense>
      ) : null}
      <Tabs
        selectedIndex={selected}
        onChange={({ selectedIndex }) =>
          setSearch(
            (before) => {
              const next = new URLSearchParams(before);
              next.set('tab', TABS[selectedIndex] ?? 'request');
              return next;
            },
            { replace: true, preventScrollReset: true },
          )
        }
      >
        <TabList
          aria-label={t('request.tabsLabel')}
          leftOverflowButtonProps={{ 'aria-label': t('common.scrollLeft') }}
          rightOverflowButtonProps={{ 'aria-label': t('common.scrollRight') }}
        >
          <Tab>{t('request.tabs.request')}</Tab>
          <Tab>{t('request.tabs.progress')}</Tab>
          <Tab>{t('request.tabs.decisions', { count: request.decisions.length })}</Tab>
          <Tab>{t('request.tabs.acts', { count: request.acts.length })}</Tab>
        </TabList>
        <TabPanels>
          <TabPanel>{selected === 0 ? <AnswersTab request={request} /> : null}</TabPanel>
          <TabPanel>{selected === 1 ? <ProgressTab requestId={request.id} /> : null}</TabPanel>
          <TabPanel>{selected === 2 ? <DecisionsTab request={request} own={own} /> : null}</TabPanel>
          <TabPanel>{selected === 3 ? <ActsTab request={request} /> : null}</TabPanel>
        </TabPanels>
      </Tabs>
    </Page>
  );
}
