import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import { Incidents } from './incidents/Incidents.tsx';
import { RootsPanel } from './RootsPanel.tsx';
import { SealPanel } from './SealPanel.tsx';

/** The state of the house, and what stopped. */
export function OperationsHome() {
  const { t } = useLanguage();
  useInSpace('exploitation');
  return (
    <Page title={t('operations.title')} lead={t('operations.lead')}>
      <HealthPanel />
      <SealPanel />
      <RootsPanel />
      <Incidents />
    </Page>
  );
}
