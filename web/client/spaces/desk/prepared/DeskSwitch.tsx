import { Link } from 'react-router';
import { useMe } from '#web/client/app/me.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** From one desk to another, for whoever prepares some; `of`: whose is shown, null for one's own. */
export function DeskSwitch({ of }: { of: string | null }) {
  const { t } = useLanguage();
  const me = useMe();
  // Whoever has nothing to do for others by a right of theirs has no desk of their own to go to.
  const hasOwn = taskSpace(me) !== 'agent' || me.counts.tasks > 0 || of === null;
  const desks = [
    ...(hasOwn ? [{ id: null, to: '/desk', text: t('desk.prepared.own') }] : []),
    ...me.preparesDesksOf.map((signatory) => ({
      ...{ id: signatory.id, to: `/desk/${signatory.id}` },
      text: t('desk.prepared.title', { person: fullName(signatory) }),
    })),
  ];
  if (desks.length < 2) return null;
  return (
    <nav className="h-panel__actions h-desks" aria-label={t('desk.prepared.desks')}>
      {desks.map(({ id, to, text }) => (
        <Link key={to} to={to} aria-current={id === of ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
