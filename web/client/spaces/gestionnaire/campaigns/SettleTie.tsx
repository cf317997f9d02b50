import { ArrowUp } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { civilDay, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { LongText } from '#web/client/ui/fields/LongText.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { CampaignView } from '#web/contract/operations/campaigns.ts';
import { postName } from '../../request/campaign/post-name.ts';

type Tie = NonNullable<CampaignView['ranking']>['ties'][number];

/** Candidates whom nothing tells apart for the last places of a post: who comes first, and why. */
export function SettleTie(props: { id: string; tie: Tie; may: boolean; onDone: (notice: string) => void }) {
  const { t, language } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const { id, tie } = props;
  const [order, setOrder] = useState(tie.candidates.map(({ requestId }) => requestId));
  const [reason, setReason] = useState('');
  const candidates = order.flatMap((one) => tie.candidates.find(({ requestId }) => requestId === one) ?? []);
  const raise = (at: number) =>
    setOrder(order.flatMap((one, index) => (index === at - 1 ? [order[at] ?? one, one] : index === at ? [] : [one])));
  const settle = async () => {
    const body = { postCode: tie.post.code, requestIds: order, reason: reason.trim() };
    await call('POST /api/campaigns/:id/settlements', { params: { id }, body });
    await refresh('/api/campaigns');
    props.onDone(t('campaigns.settled'));
  };
  return (
    <section aria-label={t('campaigns.tie', { post: postName(tie.post) })} className="h-adminform">
      <h3>{t('campaigns.tie', { post: postName(tie.post) })}</h3>
      <p className="h-help">{t('campaigns.tieText', { count: tie.places, all: candidates.length })}</p>
      <FailureNote problem={problem} />
      <ol className="h-ordered">
        {candidates.map(({ requestId, agent, number, rank }, at) => (
          <li key={requestId}>
            {fullName(agent)} ({number}), {t('campaigns.pointsOf', { count: rank?.points ?? 0 })}
            {rank?.since ? `, ${t('campaigns.inPostSince', { day: civilDay(rank.since, language) })}` : null}
            {props.may && at > 0 ? (
              <Button
                kind="ghost"
                size="sm"
                hasIconOnly
                renderIcon={ArrowUp}
                iconDescription={t('campaigns.raise', { name: fullName(agent) })}
                onClick={() => raise(at)}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {props.may ? (
        <>
          <LongText
            id={`tie-${tie.post.code}`}
            rows={2}
            maxLength={1000}
            labelText={t('campaigns.tieReason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="h-adminform__actions">
            <Button
              size="md"
              disabled={busy || !isReason(reason)}
              onClick={() => void attempt(settle, { again: true })}
            >
              {t('campaigns.settle')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
