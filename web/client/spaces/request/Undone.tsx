import type { RequestView } from '#web/contract/requests/requests.ts';
import { civilDay, monthName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';

type Touching = NonNullable<RequestView['acts'][number]['touches']>;

/** What an act undid of another one: each effect with what took its place, and what pay takes back. */
export function Undone({ act: { nature, undone } }: { act: Pick<Touching, 'nature' | 'undone'> }) {
  const { t, read, language } = useLanguage();
  if (undone === null) return null;
  const { done, effects, pay } = undone;
  if (effects.length === 0 && pay.length === 0) return <p className="h-text h-muted">{t(nothingSaid(nature, done))}</p>;
  const days = ({ from, until }: { from: string; until: string | null }) =>
    until === null
      ? t('request.undone.from', { from: civilDay(from, language) })
      : t('request.undone.fromUntil', { from: civilDay(from, language), until: civilDay(until, language) });
  return (
    <div className="h-text">
      {t('request.undone.title')}
      <ul className="h-list">
        {effects.map(({ theme, title, how, from, until }) => (
          <li key={theme}>
            {t(`request.undone.${how}`, {
              theme: read(title),
              days: days({ from, until }),
              date: until === null ? '' : civilDay(until, language),
            })}
          </li>
        ))}
        {pay.map(({ movement, month, from, until }) => (
          <li key={`${movement} ${from}`}>
            {t('request.undone.pay', {
              movement: t(`pay.movements.${movement}`),
              days: days({ from, until }),
              month: monthName(month, language),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A correction changes words alone; of another act, all it does may still be to come. */
function nothingSaid(nature: Touching['nature'], done: boolean) {
  if (nature === 'corrects') return 'request.undone.words';
  return done ? 'request.undone.nothing' : 'request.undone.underway';
}
