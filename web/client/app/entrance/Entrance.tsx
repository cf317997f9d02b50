import type { ReactNode } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { LanguageSwitch } from '../LanguageSwitch.tsx';

/** The frame of a page where nobody is signed in yet: what the portal is beside, the page itself in its panel. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <div className="h-signin">
      <header className="h-signin__top">
        <span className="h-wordmark">Harmonie</span>
        <LanguageSwitch />
      </header>
      <main className="h-signin__main">
        <div className="h-signin__pitch">
          <p className="h-signin__name">Harmonie</p>
          <p className="h-signin__lead">{t('signIn.lead')}</p>
          <ul>
            <li>{t('signIn.pitch1')}</li>
            <li>{t('signIn.pitch2')}</li>
            <li>{t('signIn.pitch3')}</li>
          </ul>
        </div>
        <div className="h-signin__panel">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
