import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { placeOfNotice } from '#domain/notice/notice.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { useList } from '../../api/use-list.ts';
import { isMailed, useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Pages } from '../../ui/lists/Pages.tsx';
import { Page } from '../../ui/Page.tsx';
import { notificationText } from './notification-text.ts';

/** All notifications of the person. */
export function Notifications() {
  const { t, language } = useLanguage();
  useInSpace('agent');
  const me = useMe();
  const list = useList('GET /api/notifications');
  const [problem, setProblem] = useState('');
  const read = async (ids: string[]) => {
    setProblem('');
    try {
      await call('POST /api/notifications/read', { body: { ids } });
      await refresh('/api/notifications', '/api/me');
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const unread = list.query.data?.items.filter((item) => !item.read).map((item) => item.id) ?? [];
  // Only what is shown is marked.
  const isWhole = list.query.data?.next === null && list.query.data.previous === null;
  const all =
    unread.length > 0 ? (
      <Button kind="tertiary" size="md" onClick={() => void read(unread)}>
        {t(isWhole ? 'notifications.readAll' : 'notifications.readPage')}
      </Button>
    ) : null;
  return (
    <Page title={t('notifications.title')} actions={all} narrow>
      <p role="alert" className="h-assign__problem">
        {problem}
      </p>
      <Loaded query={list.query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState
              title={t('notifications.none')}
              text={t(isMailed(me) ? 'notifications.noneText' : 'notifications.noneOnScreen')}
            />
          ) : (
            <>
              <ul className="h-notices">
                {page.items.map((item) => (
                  <li key={item.id} className={item.read ? '' : 'h-notices__new'}>
                    <div>
                      <Link to={placeOfNotice(item)} onClick={() => (item.read ? undefined : void read([item.id]))}>
                        {notificationText(item, language)}
                      </Link>
                      <span className="h-muted">
                        {moment(item.at, language)}
                        {item.read ? null : ` · ${t('notifications.new')}`}
                      </span>
                    </div>
                    {item.read ? null : (
                      <Button kind="ghost" size="sm" onClick={() => void read([item.id])}>
                        {t('notifications.markRead')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
              <Pages {...page} onTurn={(to) => list.set(to)} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
