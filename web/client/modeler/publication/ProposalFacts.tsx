import { InlineNotification } from '@carbon/react';
import type { CircuitProposal } from '#web/contract/circuits/atelier.ts';
import { fullName, moment } from '../../language/format.ts';
import { known, useLanguage } from '../../language/use-language.ts';

/** Who proposed, when and why; who drew; what was answered. */
export function ProposalFacts({ proposal }: { proposal: CircuitProposal }) {
  const { t, language } = useLanguage();
  const { proposedBy, proposedAt, touchedBy, reason, decidedBy, decidedAt, remark, failure } = proposal;
  const name = (person: typeof proposedBy) => (person ? fullName(person) : t('atelier.proposal.someone'));
  return (
    <>
      <dl className="h-facts">
        <dt>{t('atelier.proposal.by')}</dt>
        <dd>{t('atelier.touchedBy', { date: moment(proposedAt, language), name: name(proposedBy) })}</dd>
        <dt>{t('atelier.publication.reason')}</dt>
        <dd>{reason}</dd>
        <dt>{t('atelier.proposal.drawnBy')}</dt>
        <dd>{touchedBy.length > 0 ? touchedBy.map(fullName).join(', ') : t('atelier.release')}</dd>
        {decidedAt ? (
          <>
            <dt>{t(`atelier.proposal.state.${proposal.state}`)}</dt>
            <dd>{t('atelier.touchedBy', { date: moment(decidedAt, language), name: name(decidedBy) })}</dd>
          </>
        ) : null}
      </dl>
      {remark ? (
        <InlineNotification
          className="h-notice"
          kind="warning"
          lowContrast
          hideCloseButton
          title={t('atelier.proposal.remark')}
          subtitle={remark}
          statusIconDescription={t('common.warning')}
        />
      ) : null}
      {failure ? (
        <InlineNotification
          className="h-notice"
          kind="error"
          lowContrast
          hideCloseButton
          title={t('atelier.proposal.failed')}
          subtitle={known(`errors.${failure}`) ?? t('errors.unexpected')}
          statusIconDescription={t('common.error')}
        />
      ) : null}
    </>
  );
}
