import { useLanguage } from '../../../language/use-language.ts';
import { ReasonField } from '../ReasonField.tsx';

/** Why an operator acts on a request. */
export function Reason({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useLanguage();
  return (
    <ReasonField
      id="intervention-reason"
      label={t('interventions.reason')}
      help={t('interventions.reasonHelp')}
      value={value}
      onChange={onChange}
    />
  );
}
