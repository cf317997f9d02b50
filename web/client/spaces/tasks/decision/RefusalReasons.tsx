import { useLanguage } from '#web/client/language/use-language.ts';
import { LongText } from '#web/client/ui/fields/LongText.tsx';

export const REASONS = ['reasonLaw', 'reasonFact'] as const;
type Reasons = Readonly<Record<(typeof REASONS)[number], string>>;

/** The two reasons that any refusal states: a text, and what happened. */
export function RefusalReasons(props: {
  reasons: Reasons;
  faults: Readonly<Record<string, string>>;
  onChange: (reason: Partial<Reasons>) => void;
}) {
  const { t } = useLanguage();
  return REASONS.map((name) => (
    <LongText
      key={name}
      id={name}
      rows={4}
      maxLength={5000}
      labelText={t(`tasks.${name}`)}
      helperText={t(`tasks.${name}Help`)}
      value={props.reasons[name]}
      aria-required
      invalid={Boolean(props.faults[name])}
      invalidText={props.faults[name] ?? ''}
      onChange={(event) => props.onChange({ [name]: event.target.value })}
    />
  ));
}
