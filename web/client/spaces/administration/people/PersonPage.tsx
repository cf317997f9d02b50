import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { PowerTextSaid } from '../../account/PowerTextSaid.tsx';
import { StructureCell } from '../cells.tsx';
import { FormerOfficeTag } from '../rights/FormerOfficeTag.tsx';
import { StatusLine } from '../StatusLine.tsx';
import { useColumns } from '../use-columns.tsx';
import { AccountPanel } from './AccountPanel.tsx';
import { CorrectPerson } from './CorrectPerson.tsx';
import { CorrectQuality } from './CorrectQuality.tsx';
import { DepartPerson } from './DepartPerson.tsx';
import { IDENTITY } from './IdentityFields.tsx';
import { IdentityPanel } from './IdentityPanel.tsx';
import { MovePerson } from './MovePerson.tsx';
import { WithoutAddress } from './WithoutAddress.tsx';

/** A person for whoever administers where they are. */
export function PersonPage() {
  useInSpace('exploitation');
  const query = useApi('GET /api/administration/persons/:id', { params: { id: useParams().id ?? '' } });
  return (
    <Loaded query={query} wholePage>
      {(person) => <Person person={person} />}
    </Loaded>
  );
}

function Person({ person }: { person: PersonView }) {
  const { t } = useLanguage();
  const [notice, setNotice] = useState('');
  const [asking, setAsking] = useState<'correct' | 'move' | 'depart' | null>(null);
  const [mended, setMended] = useState<PersonView['postings'][number] | null>(null);
  const name = fullName(person);
  const done = (said: string) => {
    setAsking(null);
    setMended(null);
    setNotice(said);
  };
  return (
    <Page
      title={name}
      lead={person.employeeNumber}
      crumbs={[{ to: '/administration/persons', text: t('people.title') }]}
      actions={<Link to={`/administration/audit/people/${person.id}`}>{t('people.journal')}</Link>}
    >
      <StatusLine text={notice} />
      <Panel
        title={t('people.identity')}
        action={
          person.may.correct ? (
            <Button kind="tertiary" size="sm" onClick={() => setAsking('correct')}>
              {t('people.correct')}
            </Button>
          ) : null
        }
      >
        <dl className="h-facts">
          {IDENTITY.map((field) => (
            <div key={field}>
              <dt>{t(`people.fields.${field}`)}</dt>
              <dd>{person[field] ?? t('accounts.paper.noAddress')}</dd>
            </div>
          ))}
          <div>
            <dt>{t('people.language')}</dt>
            <dd>{t(`people.languages.${person.language}`)}</dd>
          </div>
        </dl>
      </Panel>
      <AccountPanel person={person} />
      {person.workEmail === null ? <WithoutAddress person={person} administers /> : null}
      <IdentityPanel person={person} />
      <Postings
        person={person}
        onMove={() => setAsking('move')}
        onDepart={() => setAsking('depart')}
        onCorrect={setMended}
      />
      <Rights person={person} />
      {person.changes.length > 0 ? <Changes person={person} /> : null}
      {asking === 'correct' ? <CorrectPerson person={person} onClose={() => setAsking(null)} onDone={done} /> : null}
      {mended ? <CorrectQuality person={person} post={mended} onClose={() => setMended(null)} onDone={done} /> : null}
      {asking === 'depart' ? <DepartPerson person={person} onClose={() => setAsking(null)} onDone={done} /> : null}
      {asking === 'move' ? <MovePerson person={person} onClose={() => setAsking(null)} onDone={done} /> : null}
    </Page>
  );
}

function Postings(props: {
  person: PersonView;
  onMove: () => void;
  onDepart: () => void;
  onCorrect: (post: PersonView['postings'][number]) => void;
}) {
  const { person, onMove, onDepart, onCorrect } = props;
  const { t } = useLanguage();
  const { period } = useColumns();
  return (
    <Panel
      title={t('people.postings')}
      action={
        person.may.move ? (
          <>
            <Button kind="tertiary" size="sm" onClick={onMove}>
              {t('people.move')}
            </Button>
            <Button kind="danger--ghost" size="sm" onClick={onDepart}>
              {t('people.depart')}
            </Button>
          </>
        ) : null
      }
    >
      {person.postings.length === 0 ? (
        <p className="h-muted">{t('people.noPost')}</p>
      ) : (
        <ListTable
          label={t('people.postings')}
          rows={person.postings}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'structure',
              header: t('administration.structure'),
              cell: ({ structure }) => <StructureCell structure={structure} />,
            },
            {
              key: 'quality',
              header: t('administration.postings.qualityShort'),
              cell: ({ quality, grade }) => (
                <span className="h-two" lang="fr">
                  <span>{quality}</span>
                  <span className="h-muted">{grade}</span>
                </span>
              ),
            },
            period,
            {
              key: 'correct',
              header: t('administration.actions'),
              cell: (post) =>
                person.may.move && post.state !== 'over' ? (
                  <Button
                    kind="ghost"
                    size="sm"
                    aria-label={t('people.correctQualityOf', { quality: post.quality })}
                    onClick={() => onCorrect(post)}
                  >
                    {t('people.correctQuality')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Rights({ person }: { person: PersonView }) {
  const { t } = useLanguage();
  const { period } = useColumns();
  return (
    <Panel title={t('people.rights')}>
      {person.rights.length === 0 ? (
        <p className="h-muted">{t('people.noRight')}</p>
      ) : (
        <ListTable
          label={t('people.rights')}
          rows={person.rights}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'role',
              header: t('administration.habilitations.role'),
              cell: ({ role, byRight, ofFormerOffice, state, ...power }) => (
                <span className="h-two">
                  <span>{t(`roles.${role}`)}</span>
                  {byRight ? <span className="h-muted">{t('administration.habilitations.byRight')}</span> : null}
                  <PowerTextSaid {...power} />
                  <FormerOfficeTag ofFormerOffice={ofFormerOffice} state={state} />
                </span>
              ),
            },
            {
              key: 'structure',
              header: t('administration.structure'),
              cell: ({ structure }) => <StructureCell structure={structure} />,
            },
            period,
          ]}
        />
      )}
    </Panel>
  );
}

function Changes({ person }: { person: PersonView }) {
  const { t, language } = useLanguage();
  return (
    <Panel title={t('people.changes')}>
      <ul className="h-rows">
        {person.changes.map((change) => (
          <li key={change.id} className="h-row">
            <span className="h-two">
              {IDENTITY.filter((field) => change.after[field] !== undefined).map((field) => (
                <span key={field}>
                  {t('people.changed', {
                    field: t(`people.fields.${field}`),
                    before: change.before[field] ?? '',
                    after: change.after[field] ?? '',
                  })}
                </span>
              ))}
              <span lang="fr">{change.reason}</span>
              <span className="h-muted">
                {t('people.changedBy', {
                  name: change.by === null ? t('people.portal') : fullName(change.by),
                  source: t(`people.sources.${change.source}`),
                })}
                , {moment(change.at, language)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
