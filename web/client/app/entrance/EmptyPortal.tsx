import { useQuery } from '@tanstack/react-query';
import { reading } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Where nobody ever entered: how the first two people do. */
export function EmptyPortal() {
  const { t } = useLanguage();
  const { data } = useQuery({ ...reading('GET /api/installation', { anonymous: true }), retry: false });
  if (!data?.empty) return null;
  return (
    <aside className="h-signin__demonstration" aria-labelledby="empty-title">
      <h2 id="empty-title">{t('signIn.emptyTitle')}</h2>
      <p>{t('signIn.emptyText')}</p>
      <p>
        <code className="h-command">
          <span>npm run first-administrator --</span> <span>--email A</span> <span>--email B</span>
        </code>
      </p>
      <p>{t('signIn.emptyThen')}</p>
    </aside>
  );
}
