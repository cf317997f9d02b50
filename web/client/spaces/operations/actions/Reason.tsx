import { useLanguage } from '../../../language/use-language.ts';
import { LongText } from '../../../ui/LongText.tsx';

/** Whether a reason says something. */
export const isReason = (text: string): boolean => text.trim().length >= 3;

/** Why an operator acts on a request. */
export function Reason({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useLanguage();
  return (
    <LongText
      id="intervention-reason"
      rows={3}
      maxLength={1000}
      labelText={t('interventions.reason')}
      helperText={t('interventions.reasonHelp')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
