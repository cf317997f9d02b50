import { useLanguage } from '../../../language/use-language.ts';
import { LongText } from '../../../ui/fields/LongText.tsx';

/** The two reasons that any refusal states: a text, and what happened. */
export function RefusalReasons(props: {
  law: string;
  fact: string;
  onLaw: (text: string) => void;
  onFact: (text: string) => void;
  faults: Record<string, string>;
}) {
  const { t } = useLanguage();
  const field = (id: 'reasonLaw' | 'reasonFact', value: string, onChange: (text: string) => void) => (
    <LongText
      id={id}
      rows={3}
      maxLength={5000}
      labelText={t(`tasks.${id}`)}
      helperText={t(`tasks.${id}Help`)}
      value={value}
      aria-required
      invalid={Boolean(props.faults[id])}
      invalidText={props.faults[id] ?? ''}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return (
    <>
      {field('reasonLaw', props.law, props.onLaw)}
      {field('reasonFact', props.fact, props.onFact)}
    </>
  );
}
