import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { eveOf } from '#domain/calendar/period.ts';
import type { SituationView, ThemeHistory } from '#web/contract/requests/situation.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { todayInParis } from '../../ui/fields/civil-date.ts';
import { EntryValue, ThemeValue } from '../../ui/fields/ThemeValue.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CorrectEntry } from './CorrectEntry.tsx';

/** How a kind is begun: where, for an item of a list where one is said, and in which word. */
export interface Begin {
  readonly word: 'change' | 'start';
  readonly at: (kind: string, item?: string) => string;
}

/** Where a kind is begun to renew what ends of a theme. */
type Renew = (kind: string, theme: string) => string;

/** What is known first, then what is not. `onCorrected`: its entries may be put right there; `renew`: what ends is asked for again. */
export function Themes(props: {
  situation: SituationView;
  begin: Begin;
  renew?: Renew;
  onCorrected?: (notice: string) => void;
}) {
  const { situation, begin, renew = null, onCorrected } = props;
  const [entryId, setEntryId] = useState<string | null>(null);
  const correct = situation.mayCorrect && onCorrected !== undefined ? setEntryId : null;
  const known = ({ history }: ThemeHistory): boolean => history.length > 0;
  const themes = situation.themes.toSorted((one, other) => Number(known(other)) - Number(known(one)));
  return (
    <>
      {themes.map((theme) => (
        <Theme key={theme.theme} theme={theme} begin={begin} renew={renew} correct={correct} />
      ))}
      {entryId !== null && onCorrected !== undefined ? (
        <CorrectEntry
          personId={situation.person.id}
          entryId={entryId}
          onClose={() => setEntryId(null)}
          onDone={(notice) => {
            setEntryId(null);
            onCorrected(notice);
          }}
        />
      ) : null}
    </>
  );
}

/** Begins a correction of an entry; null: the reader puts nothing right. */
type Correct = ((entryId: string) => void) | null;

function Theme({
  theme,
  begin,
  renew,
  correct,
}: {
  theme: ThemeHistory;
  begin: Begin;
  renew: Renew | null;
  correct: Correct;
}) {
  const { t, read } = useLanguage();
  return (
    <Panel title={read(theme.title)}>
      {theme.items.length > 0 ? (
        <Items theme={theme} begin={begin} />
      ) : (
        <p>
          <ThemeValue shown={theme} />
        </p>
      )}
      <Afterwards theme={theme} />
      {theme.history.length > 0 ? <History theme={theme} correct={correct} /> : null}
      {theme.kinds.length > 0 ? (
        <ul className="h-links">
          {theme.kinds.map(({ kind, title, ends }) => (
            <li key={kind}>
              {theme.renewed && renew !== null && !ends ? (
                <Link to={renew(kind, theme.theme)}>{t('situation.renew', { kind: read(title) })}</Link>
              ) : (
                <Link to={begin.at(kind)}>{t(`situation.${begin.word}`, { kind: read(title) })}</Link>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

/** What follows a period that ends, or comes where nothing stands yet: the next one that is granted, what it means that there is none. */
function Afterwards({ theme: { none, until, values, items, history } }: { theme: ThemeHistory }) {
  const { t, read } = useLanguage();
  const stands = values.length > 0 || items.length > 0;
  if (none === null || (stands && until === null)) return null;
  const last = until ?? todayInParis();
  const [next] = history
    .flatMap(({ superseded, from, ...said }) =>
      !superseded && from !== null && from > last ? [{ ...said, from }] : [],
    )
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const goesOn = next !== undefined && eveOf(next.from) === until;
  return (
    <>
      {stands && !goesOn ? <p className="h-muted">{t('situation.afterwards', { what: read(none) })}</p> : null}
      {next ? (
        <p className="h-muted">
          {t('situation.next')} <EntryValue said={next} />
        </p>
      ) : null}
    </>
  );
}

/** The items of a list, each with what can change it. */
function Items({ theme, begin }: { theme: ThemeHistory; begin: Begin }) {
  const { t, read } = useLanguage();
  const kinds = theme.kinds.filter(({ changesItem }) => changesItem);
  return (
    <ul className="h-news">
      {theme.items.map(({ item, ...said }) => (
        <li key={item}>
          <span>
            <EntryValue said={said} />
          </span>
          {kinds.map(({ kind, title }) => (
            <Link key={kind} to={begin.at(kind, item)}>
              {t(`situation.${begin.word}`, { kind: read(title) })}
              <span className="h-hidden"> {said.values.map(({ value }) => read(value)).join(' ')}</span>
            </Link>
          ))}
        </li>
      ))}
    </ul>
  );
}

function History({ theme, correct }: { theme: ThemeHistory; correct: Correct }) {
  const { t, read, language } = useLanguage();
  return (
    <details>
      <summary>{t('situation.history', { count: theme.history.length })}</summary>
      <ul className="h-news">
        {theme.history.map((entry) => (
          <li key={entry.id}>
            <span>
              <EntryValue said={entry} />
              {entry.superseded ? <span className="h-muted"> {t('situation.superseded')}</span> : null}
            </span>
            <span className="h-muted">
              {t(`situation.origins.${entry.origin}`)} {moment(entry.at, language)}{' '}
              {entry.request ? <Link to={`/requests/${entry.request.id}`}>{entry.request.number}</Link> : null}
            </span>
            {entry.correction ? (
              <span className="h-muted">
                {t('situation.correction.why', {
                  ...{ reason: entry.correction.reason, by: entry.correction.by.join(', ') },
                })}
              </span>
            ) : null}
            {correct !== null && !entry.superseded ? (
              <span>
                <Button kind="ghost" size="sm" onClick={() => correct(entry.id)}>
                  {t('situation.correct')}
                  <span className="h-hidden"> {entry.values.map(({ value }) => read(value)).join(' ')}</span>
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
