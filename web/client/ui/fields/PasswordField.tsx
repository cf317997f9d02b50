import { PasswordInput } from '@carbon/react';
import type { ComponentProps } from 'react';
import { useLanguage } from '../../language/use-language.ts';

type Props = Pick<
  ComponentProps<typeof PasswordInput>,
  'name' | 'autoComplete' | 'ref' | 'labelText' | 'helperText' | 'value' | 'onChange'
> & {
  id: string;
  /** What is wrong with what was typed. */
  fault?: string | null;
};

/** A password, which is shown when one asks for it. */
export function PasswordField({ id, fault = null, ...props }: Props) {
  const { t } = useLanguage();
  return (
    <PasswordInput
      id={id}
      {...props}
      showPasswordLabel={t('signIn.showPassword')}
      hidePasswordLabel={t('signIn.hidePassword')}
      invalid={fault !== null}
      invalidText={fault ?? ''}
      {...(fault !== null ? { 'aria-describedby': `${id}-error-msg` } : {})}
    />
  );
}
