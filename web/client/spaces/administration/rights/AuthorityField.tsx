import { TextInput } from '@carbon/react';
import { articled, lacksArticle } from '#domain/act/legal/authority.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** An authority as acts print it after « Pour »; without an article that could be told, how they will read is said. */
export function AuthorityField(props: {
  id: string;
  label: string;
  help: string;
  value: string;
  onChange: (authority: string) => void;
}) {
  const { id, label, help, value, onChange } = props;
  const { t } = useLanguage();
  return (
    <TextInput
      id={id}
      labelText={label}
      helperText={help}
      value={value}
      warn={value.trim() !== '' && lacksArticle(value)}
      warnText={t('administration.habilitations.noArticle', { authority: articled(value) })}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
