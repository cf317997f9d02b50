import { InlineLoading } from '@carbon/react';
import { useLanguage } from '../language/use-language.ts';

/** Says that some work is under way. Carbon names its sign in English, whatever the page speaks. */
export function InProgress({ text, ...rest }: { readonly text: string; readonly className?: string }) {
  const { t } = useLanguage();
  return <InlineLoading description={text} iconDescription={t('common.loading')} {...rest} />;
}
