import { useState } from 'react';
import { useParams } from 'react-router';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { StatusLine } from '../administration/StatusLine.tsx';
import { type Begin, Themes } from './Themes.tsx';
import { WaitingCorrections } from './WaitingCorrections.tsx';

const FOR_ONESELF: Begin = {
  word: 'change',
  at: (kind, item) => `/catalogue/${kind}${item === undefined ? '' : `?item=${item}`}`,
};

/** An act, or what the agent signed on paper: the page says which, and asks before it begins. */
const forAgent = (id: string): Begin => ({
  word: 'start',
  at: (kind, item) => `/acts/new/${id}?kind=${kind}${item === undefined ? '' : `&item=${item}`}`,
});

/** What the ministry knows of whoever reads it: theme by theme, since when, from what, and what can change it. */
export function MySituation() {
  const { t } = useLanguage();
  useInSpace('agent');
  const query = useApi('GET /api/situations/mine');
  return (
    <Loaded query={query} wholePage>
      {(situation) => (
        <Page title={t('situation.mine')} lead={t('situation.mineLead')}>
          <Themes
            situation={situation}
            begin={FOR_ONESELF}
            renew={(kind, theme) => `/catalogue/${kind}?renews=${theme}`}
          />
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
  const [notice, setNotice] = useState('');
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
          <StatusLine text={notice} />
          <WaitingCorrections situation={situation} onDone={setNotice} />
          <Themes situation={situation} begin={id === me.id ? FOR_ONESELF : forAgent(id)} onCorrected={setNotice} />
        </Page>
      )}
    </Loaded>
  );
}
