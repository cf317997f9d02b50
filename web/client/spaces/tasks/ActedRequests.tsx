import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
import { RequestTable } from '../request/RequestTable.tsx';

/** The requests this person decided on. */
export function ActedRequests() {
  const { t } = useLanguage();
  useInSpace('valideur');
  return (
    <Page title={t('tasks.acted')} lead={t('tasks.actedLead')}>
      <RequestTable
        scope="acted"
        label={t('tasks.acted')}
        empty={{ title: t('tasks.noActed'), text: t('tasks.noActedText') }}
      />
    </Page>
  );
}
