import { SideNav, SideNavItems, SideNavLink } from '@carbon/react';
import { Link, useLocation } from 'react-router';
import { COUNT_BOUND } from '#domain/formats/count.ts';
import { useLanguage } from '../language/use-language.ts';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { useMe } from './me.tsx';
import { useSpace } from './space.tsx';
import { linksOf, SPACE_HOME } from './spaces.ts';

/** Beside the content on a wide screen; over it, when asked for, on a narrow one. */
export function SpaceNavigation({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useLanguage();
  const me = useMe();
  const { space, under } = useSpace();
  const { pathname } = useLocation();
  const address = under ?? pathname;
  const wide = useMediaQuery('(min-width: 66rem)');
  const links = linksOf(space, me);
  // The longest address that contains the page: /requests is current on /requests/42, / only on itself.
  const current = links
    .map((link) => link.to)
    .filter((to) => address === to || (to !== '/' && address.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];
  return (
    <SideNav
      aria-label={t('shell.navigationLabel', { space: t(`shell.spaces.${space}`) })}
      expanded={wide || open}
      isFixedNav={wide}
      isPersistent={wide}
      addFocusListeners={false}
      addMouseListeners={false}
      onOverlayClick={close}
      className="h-navigation"
    >
      <SideNavItems>
        {me.spaces.length > 1 && !wide ? (
          <>
            <li className="h-navigation__title">{t('shell.spacesLabel')}</li>
            {me.spaces.map((each) => (
              <SideNavLink key={each} as={Link} to={SPACE_HOME[each]} isActive={each === space}>
                {t(`shell.spaces.${each}`)}
              </SideNavLink>
            ))}
          </>
        ) : null}
        <li className="h-navigation__title">{t(`shell.spaces.${space}`)}</li>
        {links.map((link) => {
          const count = link.count ? me.counts[link.count] : 0;
          const isCurrent = link.to === current;
          return (
            <SideNavLink
              key={link.to}
              as={Link}
              to={link.to}
              isActive={isCurrent}
              aria-current={isCurrent ? 'page' : undefined}
            >
              {t(`shell.links.${link.text}`, { person: link.person ?? '' })}
              {count > 0 ? (
                <span className="h-navigation__count">{count < COUNT_BOUND ? count : `${COUNT_BOUND}+`}</span>
              ) : null}
            </SideNavLink>
          );
        })}
      </SideNavItems>
    </SideNav>
  );
}
