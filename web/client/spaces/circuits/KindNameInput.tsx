import { TextInput } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';

interface Props {
  value: string;
  isWrong: boolean;
  help: string;
  maxLength: number;
  onChange: (name: string) => void;
}

/** The name of a kind, or of a part, that is begun: proposed after its title, and whatever is typed instead. */
export function KindNameInput({ value, isWrong, help, maxLength, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <TextInput
      id="circuit-kind"
      labelText={t('atelier.newKind')}
      helperText={help}
      value={value}
      maxLength={maxLength}
      spellCheck={false}
      invalid={isWrong}
      invalidText={t('atelier.newKindWrong')}
      aria-describedby={isWrong ? 'circuit-kind-error-msg' : 'circuit-kind-helper-text'}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
