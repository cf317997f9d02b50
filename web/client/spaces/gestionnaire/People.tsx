import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
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
