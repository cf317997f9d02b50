import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../shell/EmptyState.tsx';
import { useMe } from '../../shell/me.tsx';
import { Forbidden } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { useInSpace } from '../../shell/space.tsx';

/** The pay space. No circuit sends pay pieces yet, and the page says so. */
export function PayHome() {
  const { t } = useLanguage();
  const me = useMe();
  const mine = me.spaces.includes('paye');
  useInSpace(mine ? 'paye' : null);
  if (!mine) return <Forbidden />;
  return (
    <Page title={t('pay.title')} lead={t('pay.lead')}>
      <EmptyState title={t('pay.none')} text={t('pay.noneText')} />
    </Page>
  );
}
