import { Button } from '@carbon/react';
import { useId, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { KindSummary } from '#web/contract/requests/catalogue.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { startingList, startingSpace } from '../../app/spaces.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { isFoundBy } from '../../ui/lists/find-kinds.ts';
import { KindSearch } from '../../ui/lists/KindSearch.tsx';
import { Page } from '../../ui/Page.tsx';
import { AgentList } from './AgentList.tsx';

/** First whom the act is for: an agent of the structures one manages. */
export function ChooseAgent() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  return (
    <Page title={t('starting.title')} lead={t('starting.lead')}>
      <AgentList
        label={t('starting.agents')}
        searchLabel={t('starting.searchAgent')}
        addressOf={(id) => `/acts/new/${id}`}
      />
    </Page>
  );
}

/** The same, for who is the superior of an agent. */
export function ChooseTeamMember() {
  const { t } = useLanguage();
  useInSpace('valideur');
  return (
    <Page title={t('starting.title')} lead={t('starting.teamLead')}>
      <AgentList
        as="superieur"
        label={t('starting.team')}
        searchLabel={t('starting.searchAgent')}
        addressOf={(id) => `/acts/new/${id}`}
      />
    </Page>
  );
}

/** Then which act: those that may be started for this agent. */
export function ChooseAct() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  const me = useMe();
  const list = startingList(me);
  useInSpace(startingSpace(me), list);
  const query = useApi('GET /api/catalogue', { query: { agentId: id } });
  return (
    <Loaded query={query} wholePage>
      {({ agent, items }) => (
        <Page
          title={agent === null ? t('starting.title') : t('starting.forAgent', { name: fullName(agent) })}
          crumbs={[{ to: list, text: t('starting.title') }]}
          lead={
            agent === null ? undefined : (
              <span className="h-lead-line">
                <span>{agent.employeeNumber}</span>
                <span>{agent.structureName}</span>
              </span>
            )
          }
          narrow
        >
          {items.length === 0 ? (
            <EmptyState
              title={t('starting.noKind')}
              text={t('starting.noKindText')}
              action={<Link to={list}>{t('starting.otherAgent')}</Link>}
            />
          ) : (
            <Found items={items} agentId={id} />
          )}
        </Page>
      )}
    </Loaded>
  );
}

/** A list of some screens: a search above, what may be started, then what may be entered from paper. Whoever came for one finds it. */
function Found({ items, agentId }: { items: readonly KindSummary[]; agentId: string }) {
  const { t, read } = useLanguage();
  const wanted = useSearchParams()[0].get('kind');
  const [typed, setTyped] = useState(() => {
    const kind = items.find((one) => one.kind === wanted);
    return kind === undefined ? '' : read(kind.title);
  });
  const found = items.filter((kind) => isFoundBy(typed, kind, read));
  return (
    <>
      <KindSearch typed={typed} found={found.length} onType={setTyped} />
      {found.length === 0 ? <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} /> : null}
      <Kinds
        of={found.filter(({ startedBy }) => startedBy !== null)}
        agentId={agentId}
        title={t('starting.kinds')}
        text={t('starting.forAgentLead')}
      />
      <Kinds
        of={found.filter(({ startedBy }) => startedBy === null)}
        agentId={agentId}
        title={t('starting.paper.kinds')}
        text={t('starting.paper.kindsText')}
      />
    </>
  );
}

function Kinds(props: { of: readonly KindSummary[]; agentId: string; title: string; text: string }) {
  const titleId = useId();
  if (props.of.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{props.title}</h2>
      <p className="h-help">{props.text}</p>
      <ul className="h-startable">
        {props.of.map((kind) => (
          <li key={kind.kind}>
            <Startable kind={kind} agentId={props.agentId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Startable({ kind, agentId }: { kind: KindSummary; agentId: string }) {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const item = useSearchParams()[0].get('item') ?? undefined;
  const { attempt, busy, problem } = useAttempt();
  const begin = async () => {
    const draft = await call('POST /api/drafts', { body: { kind: kind.kind, agentId, ...(item && { item }) } });
    void refresh('/api/drafts', '/api/me');
    await navigate(`/drafts/${draft.id}`);
  };
  return (
    <div className="h-panel">
      <span className="h-kind__category">{read(kind.category)}</span>
      <h3>{read(kind.title)}</h3>
      <p>{read(kind.summary)}</p>
      <FailureNote problem={problem} />
      <Button onClick={() => void attempt(begin)} disabled={busy}>
        {t(kind.startedBy === null ? 'starting.paper.begin' : 'starting.begin')}
        <span className="h-hidden">{t('starting.beginOf', { title: read(kind.title) })}</span>
      </Button>
    </div>
  );
}
