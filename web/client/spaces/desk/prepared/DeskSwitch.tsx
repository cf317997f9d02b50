import { Link } from 'react-router';
import { useApi } from '../../../api/query.ts';
import { fullName } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';

/** From one desk to another, for whoever prepares some; `of`: whose is shown, null for one's own. */
export function DeskSwitch({ of }: { of: string | null }) {
  const { t } = useLanguage();
  const { data } = useApi('GET /api/me/assistants');
  const assisted = data?.items.filter(({ given, lapse }) => !given && lapse === null) ?? [];
  if (assisted.length === 0) return null;
  const desks = [
    { id: null, to: '/desk', text: t('desk.prepared.own') },
    ...assisted.map(({ signatory }) => ({
      ...{ id: signatory.id, to: `/desk/${signatory.id}` },
      text: t('desk.prepared.title', { person: fullName(signatory) }),
    })),
  ];
  return (
    <nav className="h-panel__actions" aria-label={t('desk.prepared.desks')}>
      {desks.map(({ id, to, text }) => (
        <Link key={to} to={to} aria-current={id === of ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
