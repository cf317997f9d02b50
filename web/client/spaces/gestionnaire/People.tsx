import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../shell/Page.tsx';
import { useInSpace } from '../../shell/space.tsx';
import { AgentList } from './AgentList.tsx';

/** The agents of the structures the gestionnaire manages. */
export function People() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  return (
    <Page title={t('manage.people')} lead={t('manage.peopleLead')}>
      <AgentList
        label={t('manage.people')}
        searchLabel={t('manage.searchPeople')}
        addressOf={(id) => `/people/${id}/dossier`}
      />
    </Page>
  );
}
