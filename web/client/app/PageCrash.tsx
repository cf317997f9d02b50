import { Button } from '@carbon/react';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { useLanguage } from '../language/use-language.ts';
import { useTitle } from '../ui/use-title.ts';

/** A page broke, or its code could not be downloaded (a new version was installed meanwhile): reload. */
export function PageCrash() {
  const { t } = useLanguage();
  const error = useRouteError();
  useTitle(t('shell.crashTitle'));
  useEffect(() => console.error(error), [error]);
  return (
    <div className="h-page h-page--narrow" role="alert">
      <h1>{t('shell.crashTitle')}</h1>
      <p className="h-text">{t('shell.crashText')}</p>
      <Button onClick={() => window.location.reload()}>{t('shell.reload')}</Button>
    </div>
  );
}
