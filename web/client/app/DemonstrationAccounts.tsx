import { useQuery } from '@tanstack/react-query';
import { reading } from '../api/query.ts';
import { useLanguage } from '../language/use-language.ts';

/** On a demonstration and nowhere else: the accounts to try. Choosing one fills its address in. */
export function DemonstrationAccounts({ onChoose }: { onChoose: (email: string) => void }) {
  const { t, read } = useLanguage();
  const { data } = useQuery({
    ...reading('GET /api/demonstration', { anonymous: true }),
    retry: false,
  });
  if (!data?.password) return null;
  return (
    <aside className="h-signin__demonstration" aria-labelledby="demonstration-title">
      <h2 id="demonstration-title">{t('signIn.demonstration')}</h2>
      <p>{t('signIn.demonstrationText')}</p>
      <p>
        {t('signIn.demonstrationPassword')} <code>{data.password}</code>
      </p>
      <ul>
        {data.accounts.map(({ email, role }) => (
          <li key={email}>
            <button type="button" onClick={() => onChoose(email)}>
              <strong>{read(role)}</strong> <span>{email}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
