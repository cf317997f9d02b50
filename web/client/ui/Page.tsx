import { Breadcrumb, BreadcrumbItem } from '@carbon/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation, useNavigationType } from 'react-router';
import { useLanguage } from '../language/use-language.ts';
import { useTitle } from './use-title.ts';

export interface Crumb {
  to: string;
  text: string;
}

/** A page: title in the tab, where it stands, its one h1, then its content. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}) {
  const { t } = useLanguage();
  const { key, pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = useNavigationType() === 'POP';
  useTitle(props.title);

  // A screen reader announces the new page; the first one is announced by the browser itself. Whoever filters a list, or goes
  // from one of its lines to the next, stays where they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page changes
  useEffect(() => {
    if (key !== 'default' && !arrived) heading.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className={props.narrow ? 'h-page h-page--narrow' : 'h-page'}>
      {props.crumbs?.length ? (
        <Breadcrumb noTrailingSlash aria-label={t('shell.breadcrumb')} className="h-crumbs">
          {props.crumbs.map((crumb) => (
            <BreadcrumbItem key={crumb.to}>
              <Link to={crumb.to}>{crumb.text}</Link>
            </BreadcrumbItem>
          ))}
        </Breadcrumb>
      ) : null}
      <div className="h-page__top">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead ? <div className="h-page__lead">{props.lead}</div> : null}
        </div>
        {props.actions ? <div className="h-page__actions">{props.actions}</div> : null}
      </div>
      {props.children}
    </div>
  );
}
