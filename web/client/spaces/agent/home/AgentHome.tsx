import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { PassedNotice } from '#web/client/ui/Notice.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { OwnData } from '../../account/OwnData.tsx';
import { HomeCatalogue } from './HomeCatalogue.tsx';
import { HomeDrafts } from './HomeDrafts.tsx';
import { HomeNotifications } from './HomeNotifications.tsx';
import { HomeRequests } from './HomeRequests.tsx';
import { HomeTasks } from './HomeTasks.tsx';

/** What an agent comes for, on one page: what waits for them, what is under way, what they can ask, who they are. */
export function AgentHome() {
  const { t } = useLanguage();
  const me = useMe();
  useInSpace('agent');
  return (
    <Page title={t('agent.hello', { name: me.firstName })} lead={t('agent.lead')}>
      <PassedNotice />
      <div className="h-columns">
        <div className="h-columns__main">
          <HomeTasks />
          <HomeRequests />
          <HomeDrafts />
          <HomeCatalogue />
        </div>
        <div className="h-columns__side">
          <OwnData me={me} />
          <HomeNotifications />
        </div>
      </div>
    </Page>
  );
}
