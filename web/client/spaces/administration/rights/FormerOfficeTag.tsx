import { Tag } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Success } from '#web/contract/api.ts';

type Right = Success<'GET /api/administration/habilitations'>['items'][number];

/** That a right in force was given for another office than its holder's; nothing of any other. */
export function FormerOfficeTag({ ofFormerOffice, state }: Pick<Right, 'ofFormerOffice' | 'state'>) {
  const { t } = useLanguage();
  return ofFormerOffice && state === 'in-force' ? (
    <Tag type="red">{t('administration.habilitations.ofFormerOffice')}</Tag>
  ) : null;
}
