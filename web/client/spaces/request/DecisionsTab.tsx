import type { DecisionView, RequestView } from '#web/contract/requests/requests.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** Opinions, visas and signatures, as the reader may know them. */
export function DecisionsTab({ request, own }: { request: RequestView; own: boolean }) {
  const { t } = useLanguage();
  if (request.decisions.length === 0) {
    return (
      <EmptyState
        title={t('request.noDecision')}
        text={own ? t('request.noDecisionOwn') : t('request.noDecisionText')}
      />
    );
  }
  return (
    <ul className="h-decisions">
      {request.decisions.map((decision) => (
        <Decision key={decision.id} decision={decision} />
      ))}
    </ul>
  );
}

/** What is said beside an answer, or beside a visa that is given, is no reason for it. */
const isRemark = ({ kind, outcome }: DecisionView): boolean => kind === 'answer' || outcome === 'approved';

export function Decision({ decision }: { decision: DecisionView }) {
  const { t, language, read, known } = useLanguage();
  const reasons: [string, string | null][] = [
    [t(isRemark(decision) ? 'tasks.said' : 'tasks.reason'), decision.reason],
    [t('tasks.reasonLaw'), decision.reasonLaw],
    [t('tasks.reasonFact'), decision.reasonFact],
  ];
  return (
    <li className="h-decision">
      <p className="h-decision__what">
        <span className="h-muted">{read(decision.step)}</span>
        <strong className={`h-outcome h-outcome--${decision.outcome}`}>
          {known(`outcomes.${decision.outcome}`, {}, decision.outcome)}
        </strong>
      </p>
      <p>
        {fullName(decision.author)}
        {decision.quality ? <span className="h-muted">, {decision.quality}</span> : null}
        <span className="h-muted"> · {moment(decision.at, language)}</span>
      </p>
      {decision.answers.length > 0 ? (
        <dl className="h-facts h-facts--answers">
          {decision.answers.map((answer) => (
            <div key={answer.key}>
              <dt>{read(answer.label)}</dt>
              <dd>{read(answer.value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {reasons.map(([label, text]) =>
        text ? (
          <div key={label}>
            <span className="h-label">{label}</span>
            <p className="h-prose">{text}</p>
          </div>
        ) : null,
      )}
    </li>
  );
}
