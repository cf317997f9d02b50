import { Button, InlineNotification, Stack } from '@carbon/react';
import { useEffect } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';
import type { CampaignView } from '#web/contract/operations/campaigns.ts';
import { Settlements } from './Settlements.tsx';
import { SettleTie } from './SettleTie.tsx';

/** How often how far a ranking is, is asked while a worker works it out. */
const EVERY_MS = 2_000;

/** The ranking of a campaign: how far it is, the ties at which it stops, and what asks for another version. */
export function Ranking({ view, onDone }: { view: CampaignView; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const { id, ranking, state } = view;
  const isUnderWay = ranking?.state === 'asked';
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refresh('/api/campaigns'), EVERY_MS);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  const may = view.may.steer && (state === 'closed' || state === 'ranked') && !isUnderWay;
  if (ranking === null && !may) return null;
  const ask = async () => {
    await call('POST /api/campaigns/:id/rankings', { params: { id } });
    await refresh('/api/campaigns');
    onDone(t('campaigns.rankAsked'));
  };
  return (
    <Panel
      title={t('campaigns.ranking')}
      action={
        may ? (
          <Button size="sm" kind="tertiary" disabled={busy} onClick={() => void attempt(ask, { again: true })}>
            {t(ranking === null ? 'campaigns.rank' : 'campaigns.rankAgain')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap={5}>
        <FailureNote problem={problem} />
        {ranking === null ? (
          <p className="h-help">{t('campaigns.rankHelp')}</p>
        ) : (
          <p role="status">{t(`campaigns.rankStates.${ranking.state}`, { number: ranking.number })}</p>
        )}
        {ranking?.state === 'asked' ? (
          <WorkProgress
            label={t('campaigns.ranking')}
            said={t('campaigns.rankProgress', { done: ranking.ranked, all: ranking.total })}
            max={Math.max(ranking.total, 1)}
            value={ranking.ranked}
          />
        ) : null}
        {ranking?.state === 'failed' ? (
          <InlineNotification kind="error" lowContrast hideCloseButton title={t('campaigns.rankFailed')} />
        ) : null}
        {ranking?.sums ? <Sums sums={ranking.sums} /> : null}
        {state === 'closed' || state === 'ranked' ? <Opinions view={view} /> : null}
        {state === 'ranked' && !view.may.publish ? <p className="h-help">{t('campaigns.whoPublishes')}</p> : null}
        {(ranking?.ties ?? []).map((tie) => (
          <SettleTie key={`${ranking?.number} ${tie.post.code}`} id={id} tie={tie} may={may} onDone={onDone} />
        ))}
        <Settlements settlements={view.settlements} />
      </Stack>
    </Panel>
  );
}

/** What the ranking comes to. */
function Sums({ sums }: { sums: NonNullable<NonNullable<CampaignView['ranking']>['sums']> }) {
  const { t } = useLanguage();
  return (
    <dl className="h-facts">
      {(['placed', 'unplaced', 'out', 'vacant'] as const).map((sum) => (
        <div key={sum}>
          <dt>{t(`campaigns.sums.${sum}`)}</dt>
          <dd>{sums[sum]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** That opinions are awaited still; nothing once all were given. */
export function Opinions({ view: { counts } }: { view: Pick<CampaignView, 'counts'> }) {
  const { t } = useLanguage();
  return counts.opinions === 0 ? null : <p>{t('campaigns.opinionsAwaited', { count: counts.opinions })}</p>;
}
