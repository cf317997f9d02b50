import { civilDay, fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { TeamRow } from '#web/contract/requests/team.ts';
import { daysOf, weekday } from './month.ts';

interface MonthOfTeam {
  /** « 2026-12 » */
  month: string;
  rows: readonly TeamRow[];
}
type State = 'granted' | 'asked';

const stateOn = ({ absences }: TeamRow, day: string): State | null => {
  const met = absences.filter(({ from, until }) => from <= day && day <= until);
  if (met.length === 0) return null;
  return met.some(({ granted }) => granted) ? 'granted' : 'asked';
};

/** A line for each agent, a column for each day. */
export function MonthTable({ month, rows }: MonthOfTeam) {
  const { t, language } = useLanguage();
  const days = daysOf(month);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too */}
      <section className="h-month" aria-label={t('team.title')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('team.agent')}</th>
              {days.map(({ day, number, isWeekend }) => (
                <th key={day} scope="col" className={isWeekend ? 'h-month__rest' : undefined}>
                  <span aria-hidden>{weekday(day, language)}</span>
                  <span aria-hidden>{number}</span>
                  <span className="cds--visually-hidden">{civilDay(day, language)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{fullName(row)}</th>
                {days.map(({ day, isWeekend }) => {
                  const state = stateOn(row, day);
                  return (
                    <td key={day} className={isWeekend ? 'h-month__rest' : undefined}>
                      {state === null ? null : <Mark state={state} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="h-month-legend" aria-hidden>
        {(['granted', 'asked'] as const).map((state) => (
          <span key={state}>
            <span className={`h-month__mark h-month__mark--${state}`} /> {t(`team.${state}`)}
          </span>
        ))}
      </p>
    </>
  );
}

function Mark({ state }: { state: State }) {
  const { t } = useLanguage();
  return (
    <span className={`h-month__mark h-month__mark--${state}`} title={t(`team.${state}`)}>
      <span className="cds--visually-hidden">{t(`team.${state}`)}</span>
    </span>
  );
}

/** The same on a narrow screen: each agent, with the days in words. */
export function MonthList({ rows }: MonthOfTeam) {
  const { t } = useLanguage();
  return (
    <ul className="h-month-list" aria-label={t('team.title')}>
      {rows.map((row) => (
        <li key={row.id}>
          <h3>{fullName(row)}</h3>
          {row.absences.length === 0 ? <p className="h-muted">{t('team.none')}</p> : <Periods row={row} />}
        </li>
      ))}
    </ul>
  );
}

function Periods({ row }: { row: TeamRow }) {
  const { t, language } = useLanguage();
  return (
    <ul>
      {row.absences.map(({ from, until, granted }) => {
        const state = granted ? 'granted' : 'asked';
        const [first, last] = [civilDay(from, language), civilDay(until, language)];
        return (
          <li key={`${from} ${until} ${state}`}>
            <span className={`h-month__mark h-month__mark--${state}`} aria-hidden /> {t(`team.${state}`)},{' '}
            {from === until ? t('team.day', { from: first }) : t('team.period', { from: first, until: last })}
          </li>
        );
      })}
    </ul>
  );
}
