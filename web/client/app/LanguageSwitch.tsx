import { call } from '../api/api.ts';
import { refresh } from '../api/query.ts';
import { speak } from '../language/language.ts';
import { useLanguage } from '../language/use-language.ts';

/** Offers the other language, named in that language. Kept with the account once signed in. */
export function LanguageSwitch({ signedIn = false }: { signedIn?: boolean }) {
  const { language } = useLanguage();
  const other = language === 'fr' ? 'en' : 'fr';
  const choose = async () => {
    await speak(other);
    if (signedIn) {
      await call('PATCH /api/me', { body: { language: other } });
      await refresh('/api/me');
    }
  };
  return (
    <button type="button" className="h-header-action h-language" lang={other} onClick={() => void choose()}>
      <span aria-hidden="true">{other.toUpperCase()}</span>
      <span className="h-hidden">{other === 'fr' ? 'Passer en français' : 'Switch to English'}</span>
    </button>
  );
}
