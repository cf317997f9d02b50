import { useLanguage } from '../../language/use-language.ts';
import { LongText } from '../../shell/LongText.tsx';

/** The two reasons that any refusal states: a text, and what happened. */
export function RefusalReasons(props: {
  law: string;
  fact: string;
  onLaw: (text: string) => void;
  onFact: (text: string) => void;
  faults: Record<string, string>;
}) {
  const { t } = useLanguage();
  return (
    <>
      <LongText
        id="reasonLaw"
        rows={3}
        maxLength={5000}
        labelText={t('tasks.reasonLaw')}
        helperText={t('tasks.reasonLawHelp')}
        value={props.law}
        aria-required
        invalid={Boolean(props.faults.reasonLaw)}
        invalidText={props.faults.reasonLaw ?? ''}
        onChange={(event) => props.onLaw(event.target.value)}
      />
      <LongText
        id="reasonFact"
        rows={3}
        maxLength={5000}
        labelText={t('tasks.reasonFact')}
        helperText={t('tasks.reasonFactHelp')}
        value={props.fact}
        aria-required
        invalid={Boolean(props.faults.reasonFact)}
        invalidText={props.faults.reasonFact ?? ''}
        onChange={(event) => props.onFact(event.target.value)}
      />
    </>
  );
}
