import { Notification } from '@carbon/icons-react';
import { Header, HeaderMenuButton, HeaderMenuItem, HeaderName, HeaderNavigation } from '@carbon/react';
import { Link } from 'react-router';
import { useLanguage } from '../language/use-language.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { useMe } from './me.tsx';
import { useSpace } from './space.tsx';
import { SPACE_HOME } from './spaces.ts';

/** The top of every page: word mark, spaces, notifications, language, account. */
export function PortalHeader(props: { navigationOpen: boolean; toggleNavigation: () => void }) {
  const { t } = useLanguage();
  const me = useMe();
  const { space } = useSpace();
  const unread = me.counts.unreadNotifications;
  return (
    <Header aria-label={t('shell.portal')} className="h-header">
      <HeaderMenuButton
        aria-label={props.navigationOpen ? t('shell.closeNavigation') : t('shell.openNavigation')}
        isActive={props.navigationOpen}
        aria-expanded={props.navigationOpen}
        onClick={props.toggleNavigation}
      />
      <HeaderName as={Link} to="/" prefix="" className="h-wordmark">
        Harmonie
      </HeaderName>
      {me.spaces.length > 1 ? (
        <HeaderNavigation aria-label={t('shell.spacesLabel')}>
          {me.spaces.map((each) => (
            <HeaderMenuItem as={Link} key={each} to={SPACE_HOME[each]} isActive={each === space}>
              {t(`shell.spaces.${each}`)}
            </HeaderMenuItem>
          ))}
        </HeaderNavigation>
      ) : null}
      <div className="cds--header__global h-global">
        <LanguageSwitch signedIn />
        <Link
          className="h-header-action"
          to="/notifications"
          aria-label={t('shell.notificationsUnread', { count: unread })}
        >
          <Notification size={20} />
          {unread > 0 ? (
            <span className="h-badge" aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          ) : null}
        </Link>
        <AccountMenu />
      </div>
    </Header>
  );
}
