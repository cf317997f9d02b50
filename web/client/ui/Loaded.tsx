import { SkeletonText } from '@carbon/react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api.ts';
import { useLanguage } from '../language/use-language.ts';
import { Failure } from './Failure.tsx';
import { Forbidden, NotFound } from './NotFound.tsx';
import { Page } from './Page.tsx';

/** What was read, or its skeleton while it comes, or why it did not. */
export function Loaded<T>(props: {
  query: UseQueryResult<T, Error>;
  skeleton?: ReactNode;
  wholePage?: boolean;
  children: (data: T) => ReactNode;
}) {
  const { t } = useLanguage();
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.error) {
    const status = query.error instanceof ApiProblem ? query.error.status : 0;
    if (props.wholePage && (status === 404 || status === 400)) return <NotFound />;
    if (props.wholePage && status === 403) return <Forbidden />;
    const failure = <Failure error={query.error} retry={() => void query.refetch()} />;
    if (!props.wholePage) return failure;
    return (
      <Page title={t('shell.crashTitle')} narrow>
        {failure}
      </Page>
    );
  }
  return (
    <div aria-busy="true" className={props.wholePage ? 'h-page' : ''}>
      <span className="h-hidden">{t('common.loading')}</span>
      {props.skeleton ?? <SkeletonText paragraph lineCount={5} />}
    </div>
  );
}
