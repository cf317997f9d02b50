import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
import { RequestTable } from '../request/RequestTable.tsx';

/** Every request of the structures the gestionnaire follows. */
export function FollowedRequests() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  return (
    <Page title={t('manage.followed')} lead={t('manage.followedLead')}>
      <RequestTable
        scope="structure"
        label={t('manage.followed')}
        empty={{ title: t('manage.noFollowed'), text: t('manage.noFollowedText') }}
      />
    </Page>
  );
}
