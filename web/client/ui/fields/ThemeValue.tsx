import { Fragment } from 'react';
import type { ShownTheme } from '#web/contract/requests/situation.ts';
import { civilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { todayInParis } from './civil-date.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIGURE = /^-?[\d.,]+$/;

/** What stands of a theme of someone's situation: its values in one line, and from when until when; of a list, a line for each item. */
export function ThemeValue({ shown }: { shown: ShownTheme }) {
  const { t, read } = useLanguage();
  const { values, from, until, none, items } = shown;
  if (items.length > 0)
    return items.map(({ item, ...said }, index) => (
      <Fragment key={item}>
        {index > 0 ? <br /> : null}
        <EntryValue said={said} />
      </Fragment>
    ));
  if (values.length === 0) return none ? read(none) : <span className="h-muted">{t('agent.notGiven')}</span>;
  return <EntryValue said={{ values, from, until }} />;
}

/** What an entry says, and from when until when. */
export function EntryValue({ said: { values, from, until } }: { said: Pick<ShownTheme, 'values' | 'from' | 'until'> }) {
  const { t, language, read } = useLanguage();
  const said = values.map(({ label, value }) => {
    const text = DAY.test(read(value)) ? civilDay(read(value), language) : read(value);
    // A figure alone would not say of what.
    const isClear = values.length === 1 && !FIGURE.test(text);
    return isClear ? text : t('common.labelled', { label: read(label), value: text });
  });
  const days = {
    from: from === null ? '' : civilDay(from, language),
    until: until === null ? '' : civilDay(until, language),
  };
  const isAhead = from !== null && from > todayInParis();
  const since = isAhead ? t('situation.changes.from', days) : t('agent.since', days);
  const when = until === null ? since : t('agent.fromUntil', days);
  return (
    <>
      {said.join(' · ')} <span className="h-muted">{when}</span>
    </>
  );
}
