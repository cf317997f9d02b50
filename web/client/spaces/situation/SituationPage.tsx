import { Link, useParams } from 'react-router';
import type { SituationView, ThemeHistory } from '../../../contract/situation.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EntryValue, ThemeValue } from '../../ui/ThemeValue.tsx';

/** What the ministry knows of whoever reads it: theme by theme, since when, from what, and what can change it. */
export function MySituation() {
  const { t } = useLanguage();
  useInSpace('agent');
  const query = useApi('GET /api/situations/mine');
  return (
    <Loaded query={query} wholePage>
      {(situation) => (
        <Page title={t('situation.mine')} lead={t('situation.mineLead')}>
          <Themes situation={situation} begin={(kind, item) => `/catalogue/${kind}${about(item)}`} />
        </Page>
      )}
    </Loaded>
  );
}

/** Another's, for the gestionnaire who keeps their file. Reading it leaves a trace, and the page says so. */
export function OthersSituation() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  const me = useMe();
  useInSpace('gestionnaire');
  const query = useApi('GET /api/situations/:personId', { params: { personId: id } });
  return (
    <Loaded query={query} wholePage>
      {(situation) => (
        <Page
          title={t('situation.of', { name: fullName(situation.person) })}
          crumbs={[
            { to: '/people', text: t('manage.people') },
            { to: `/people/${id}/dossier`, text: t('dossier.of', { name: fullName(situation.person) }) },
          ]}
          lead={
            <span className="h-lead-line">
              <span>{situation.person.employeeNumber}</span>
              <span>{situation.person.structureName}</span>
              <span>{t('dossier.traced')}</span>
            </span>
          }
        >
          <Themes
            situation={situation}
            begin={(_kind, item) => (id === me.id ? '/catalogue' : `/acts/new/${id}${about(item)}`)}
          />
        </Page>
      )}
    </Loaded>
  );
}

/** Where a kind is begun, for an item of a list where one is said. */
type Begin = (kind: string, item?: string) => string;

const about = (item: string | undefined): string => (item === undefined ? '' : `?item=${item}`);

/** What is known first, then what is not. */
function Themes({ situation, begin }: { situation: SituationView; begin: Begin }) {
  const known = ({ history }: ThemeHistory): boolean => history.length > 0;
  const themes = situation.themes.toSorted((one, other) => Number(known(other)) - Number(known(one)));
  return (
    <>
      {themes.map((theme) => (
        <Theme key={theme.theme} theme={theme} begin={begin} />
      ))}
    </>
  );
}

function Theme({ theme, begin }: { theme: ThemeHistory; begin: Begin }) {
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
      {theme.history.length > 0 ? <History theme={theme} /> : null}
      {theme.kinds.length > 0 ? (
        <ul className="h-links">
          {theme.kinds.map(({ kind, title }) => (
            <li key={kind}>
              <Link to={begin(kind)}>{t('situation.change', { kind: read(title) })}</Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
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
            <Link key={kind} to={begin(kind, item)}>
              {t('situation.change', { kind: read(title) })}
              <span className="h-hidden"> {said.values.map(({ value }) => read(value)).join(' ')}</span>
            </Link>
          ))}
        </li>
      ))}
    </ul>
  );
}

function History({ theme }: { theme: ThemeHistory }) {
  const { t, language } = useLanguage();
  return (
    <details>
      <summary>{t('situation.history', { count: theme.history.length })}</summary>
      <ul className="h-news">
        {theme.history.map((entry) => (
          <li key={`${entry.at} ${entry.from}`}>
            <span>
              <EntryValue said={entry} />
              {entry.superseded ? <span className="h-muted"> {t('situation.superseded')}</span> : null}
            </span>
            <span className="h-muted">
              {t(`situation.origins.${entry.origin}`)} {moment(entry.at, language)}{' '}
              {entry.request ? <Link to={`/requests/${entry.request.id}`}>{entry.request.number}</Link> : null}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
