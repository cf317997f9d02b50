import { Stack } from '@carbon/react';
import { CAMPAIGN_DAYS } from '#domain/campaign/campaign.ts';
import { useApi } from '#web/client/api/query.ts';
import { civilDay, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Panel } from '#web/client/ui/Panel.tsx';
import { PointLines } from './PointLines.tsx';
import { postName } from './post-name.ts';

/** The campaign that a request is in: its days, the posts asked for and, once published, its own result and points. Nothing of none. */
export function OfCampaign({ id }: { id: string }) {
  const { t, read, language } = useLanguage();
  const { data } = useApi('GET /api/requests/:id/campaign', { params: { id } });
  const campaign = data?.campaign ?? null;
  if (campaign === null) return null;
  const { result, choices } = campaign;
  return (
    <Panel title={read(campaign.title)} className="h-campaign">
      <Stack gap={5}>
        <dl className="h-facts">
          <div>
            <dt>{t('campaigns.state')}</dt>
            <dd>{t(`campaigns.states.${campaign.state === 'ranked' ? 'closed' : campaign.state}`)}</dd>
          </div>
          {CAMPAIGN_DAYS.map((day) => (
            <div key={day}>
              <dt>{t(`campaigns.days.${day}`)}</dt>
              <dd>{civilDay(campaign[day], language)}</dd>
            </div>
          ))}
        </dl>
        <h3>{t('campaigns.choices')}</h3>
        <ol className="h-ordered">
          {choices.map((one) => (
            <li key={one.code}>{postName(one)}</li>
          ))}
        </ol>
        {result === null ? null : (
          <>
            <h3>{t('campaigns.yourResult')}</h3>
            <p>
              {result.post === null ? t('campaigns.notPlaced') : t('campaigns.placed', { post: postName(result.post) })}
            </p>
            {result.out === null ? (
              <>
                <p>{t('campaigns.pointsOf', { count: result.points })}</p>
                <PointLines lines={result.lines} />
              </>
            ) : (
              <p>{t(`campaigns.yourOut.${result.out}`)}</p>
            )}
            {result.post === null ? (
              <dl className="h-facts">
                <div>
                  <dt>{t('campaigns.reasonLaw')}</dt>
                  <dd>{result.reasonLaw}</dd>
                </div>
                <div>
                  <dt>{t('campaigns.reasonFact')}</dt>
                  <dd>{result.reasonFact}</dd>
                </div>
                <div>
                  <dt>{t('campaigns.publishedBy')}</dt>
                  <dd>{fullName(result.by)}</dd>
                </div>
              </dl>
            ) : null}
          </>
        )}
      </Stack>
    </Panel>
  );
}
