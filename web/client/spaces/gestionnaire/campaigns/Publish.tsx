import { Button } from '@carbon/react';
import { useEffect, useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';
import type { CampaignView } from '#web/contract/operations/campaigns.ts';
import { Opinions } from './Ranking.tsx';

const EVERY_MS = 2_000;

/** What publishes the results of a campaign that is ranked, once confirmed with the reasons of those who are not placed. */
export function Publish({ view, onDone }: { view: CampaignView; onDone: (notice: string) => void }) {
  const { t, language } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [law, setLaw] = useState('');
  const [fact, setFact] = useState('');
  if (view.state !== 'ranked' || !view.may.publish) return null;
  const publish = async () => {
    const body = { reasonLaw: law.trim(), reasonFact: fact.trim() };
    try {
      await call('POST /api/campaigns/:id/publication', { params: { id: view.id }, body });
    } finally {
      // Published by somebody else meanwhile, or by oneself before an answer was lost: the page says so.
      await refresh('/api/campaigns');
    }
    setAsking(false);
    onDone(t('campaigns.published'));
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('campaigns.publish')}</Button>
      {asking ? (
        <ConfirmDialog
          title={t('campaigns.publish')}
          confirm={t('campaigns.publish')}
          size="md"
          ready={isReason(law) && isReason(fact)}
          stays
          onClose={() => setAsking(false)}
          onConfirm={publish}
        >
          <p>{t('campaigns.publishText', { count: view.ranking?.sums?.told ?? view.counts.candidates })}</p>
          <p>{t('campaigns.resultsTold', { day: civilDay(view.resultsOn, language) })}</p>
          <Opinions view={view} />
          <LongText
            id="publish-law"
            rows={2}
            maxLength={1000}
            labelText={t('campaigns.reasonLaw')}
            value={law}
            onChange={(event) => setLaw(event.target.value)}
          />
          <LongText
            id="publish-fact"
            rows={3}
            maxLength={1000}
            labelText={t('campaigns.reasonFact')}
            value={fact}
            onChange={(event) => setFact(event.target.value)}
          />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** How far the circuits of a published campaign are told; nothing once they all were. */
export function Telling({ telling }: { telling: CampaignView['telling'] }) {
  const { t } = useLanguage();
  const isUnderWay = telling !== null && telling.told < telling.all;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refresh('/api/campaigns'), EVERY_MS);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  if (!isUnderWay || telling === null) return null;
  return (
    <Panel title={t('campaigns.telling')}>
      <WorkProgress
        label={t('campaigns.telling')}
        said={t('campaigns.tellingText', { done: telling.told, all: telling.all })}
        max={telling.all}
        value={telling.told}
      />
    </Panel>
  );
}
