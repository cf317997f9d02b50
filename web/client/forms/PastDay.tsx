import { useLanguage } from '../language/use-language.ts';
import { isRealDay, todayInParis } from '../ui/fields/civil-date.ts';
import { DateField } from './DateField.tsx';

/** A day is real, and not to come by a day: places ahead of Paris are on it already, the server says which. */
export const isPast = (day: string | null): boolean => day !== null && isRealDay(day) && day <= tomorrow();
const tomorrow = (): string => todayInParis(new Date(Date.now() + 86_400_000));

interface Props {
  id: string;
  label: string;
  description?: string;
  /** What else is wrong with it; a day to come says so by itself. */
  error?: string | null;
  value: string | null;
  onChange: (day: string | null) => void;
}

/** The field of a day that was. */
export function PastDay({ id, label, description, error = null, value, onChange }: Props) {
  const { t } = useLanguage();
  const future = value !== null && isRealDay(value) && !isPast(value);
  return (
    <DateField
      inputId={id}
      label={label}
      description={description}
      required
      disabled={false}
      errors={future ? [t('form.dayFuture')] : error === null ? [] : [error]}
      value={value}
      onChange={onChange}
      onBlur={() => undefined}
    />
  );
}
