import { useLanguage } from '../../language/use-language.ts';
import { LongText } from '../../ui/LongText.tsx';

/** Whether a reason says something: at least three characters, as the server asks. */
export const isReason = (text: string): boolean => text.trim().length >= 3;

/** Why an operator acts, by a label of its own where more is to be said of it. */
export function ReasonField({
  id,
  label,
  help,
  value,
  onChange,
}: {
  id: string;
  label?: string;
  help?: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <LongText
      id={id}
      rows={3}
      maxLength={1000}
      labelText={label ?? t('operations.reason')}
      helperText={help}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
