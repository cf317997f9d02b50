import { Link } from 'react-router';
import { placeOfNotice } from '#domain/notice/notice.ts';
import { useApi } from '#web/client/api/query.ts';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { notificationText } from '../../account/notification-text.ts';
import { LATEST } from './home-reads.ts';

/** The last notifications. */
export function HomeNotifications() {
  const { t, language } = useLanguage();
  const query = useApi('GET /api/notifications', LATEST);
  return (
    <Panel title={t('agent.recent')} action={<Link to="/notifications">{t('agent.allNotifications')}</Link>}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="h-muted">{t('agent.noNotification')}</p>
          ) : (
            <ul className="h-news">
              {items.map((item) => (
                <li key={item.id} className={item.read ? '' : 'h-news--new'}>
                  <Link to={placeOfNotice(item)}>{notificationText(item, language)}</Link>
                  <span className="h-muted">{moment(item.at, language)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
