import { Button } from '@carbon/react';
import { Link } from 'react-router';
import { useLanguage } from '../language/use-language.ts';
import { Page } from './Page.tsx';

/** Nothing at this address, or nothing this person may know of: the same words for both. */
export function NotFound() {
  const { t } = useLanguage();
  return (
    <Page title={t('shell.notFoundTitle')} narrow>
      <p className="h-text">{t('shell.notFoundText')}</p>
      <HomeButton />
    </Page>
  );
}

export function Forbidden() {
  const { t } = useLanguage();
  return (
    <Page title={t('shell.forbiddenTitle')} narrow>
      <p className="h-text">{t('shell.forbiddenText')}</p>
      <HomeButton />
    </Page>
  );
}

function HomeButton() {
  const { t } = useLanguage();
  return (
    <Button as={Link} to="/" kind="tertiary">
      {t('shell.backHome')}
    </Button>
  );
}
