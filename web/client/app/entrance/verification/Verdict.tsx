import { CheckmarkFilled, ErrorFilled, WarningAltFilled } from '@carbon/icons-react';
import { civilDay, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { ActVerification } from '#web/contract/signing/verification.ts';

type Act = NonNullable<ActVerification['act']>;

const ICONS = { good: CheckmarkFilled, warned: WarningAltFilled, bad: ErrorFilled };

/** What the first line says: the verdict, then what became of an act that is genuine. */
function headOf({ verdict, what, fault, act }: ActVerification) {
  if (verdict === 'not-valid') return { tone: 'bad', key: fault ?? 'altered' } as const;
  if (verdict === 'indeterminate') return { tone: 'warned', key: 'indeterminate' } as const;
  if (what === 'receipt') return { tone: 'good', key: 'receipt' } as const;
  // A good act of which the portal says nothing more: it was eliminated.
  if (act === null) return { tone: 'warned', key: 'eliminated' } as const;
  return { tone: act.state === 'in-force' ? 'good' : 'warned', key: act.state } as const;
}

/** What was found of an act, or of a file: announced at once by screen readers. */
export function Verdict({ found }: { found: ActVerification }) {
  const { t, language } = useLanguage();
  const { tone, key } = headOf(found);
  const Icon = ICONS[tone];
  const { act, sealedAt, isDateProven, caveats, fileSha256 } = found;
  return (
    <section className={`h-verdict h-verdict--${tone}`} role="status">
      <h3>
        <Icon size={20} aria-hidden="true" /> {t(`acts.verify.verdicts.${key}.title`)}
      </h3>
      <p>{t(`acts.verify.verdicts.${key}.text`)}</p>
      {act === null ? null : <ActShown act={act} />}
      <dl>
        {sealedAt === null || found.verdict === 'not-valid' ? null : (
          <>
            <dt>{t('acts.verify.sealedAt')}</dt>
            <dd>
              {moment(sealedAt, language)} ({t(isDateProven ? 'acts.verify.proven' : 'acts.verify.claimed')})
            </dd>
          </>
        )}
        <dt>{t('acts.verify.fileHash')}</dt>
        <dd>
          <code className="h-break">{fileSha256}</code>
        </dd>
      </dl>
      {caveats.includes('revocation-not-recorded') ? <p>{t('acts.verify.notRecorded')}</p> : null}
    </section>
  );
}

/** What the act says of itself, in its own language, and what became of it. */
function ActShown({ act }: { act: Act }) {
  const { t, language } = useLanguage();
  const { author, power, laterActs } = act;
  return (
    <dl>
      <dt>{t('acts.verify.number')}</dt>
      <dd>{act.number}</dd>
      <dt>{t('acts.verify.object')}</dt>
      <dd lang="fr">{act.title}</dd>
      <dt>{t('acts.verify.signedBy')}</dt>
      <dd lang="fr">
        {author.firstName} {author.lastName}
      </dd>
      <dd lang="fr">
        {author.quality}, {author.service}
      </dd>
      <dt>{t('acts.verify.signedOn')}</dt>
      <dd>{civilDay(act.signedOn, language)}</dd>
      {power === null ? null : (
        <>
          <dt>{t('acts.verify.power')}</dt>
          {power.inNameOf === null ? null : <dd lang="fr">Pour {power.inNameOf} et par délégation</dd>}
          {power.visas.map((visa) => (
            <dd key={visa} lang="fr">
              Vu {visa}
            </dd>
          ))}
          {power.inNameOf === null && power.visas.length === 0 ? <dd>{t('acts.verify.byOffice')}</dd> : null}
        </>
      )}
      <dt>{t('acts.verify.stateAt', { at: moment(act.at, language) })}</dt>
      <dd>{t(`acts.registry.states.${act.state}`)}</dd>
      {laterActs.map((later) => (
        <dd key={later.number}>
          {t(`acts.verify.later.${later.nature}`, {
            number: later.number,
            signedOn: civilDay(later.signedOn, language),
            since: civilDay(later.since, language),
          })}
          {later.state === 'in-force'
            ? null
            : ` (${t('acts.verify.itself', { state: t(`acts.registry.states.${later.state}`).toLowerCase() })})`}
        </dd>
      ))}
    </dl>
  );
}
