import { InlineNotification } from '@carbon/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { faultWords, LINE_STATES } from '#domain/people/import-words.ts';
import { addressOf } from '#web/client/api/address.ts';
import { useApi } from '#web/client/api/query.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ThemeValue } from '#web/client/ui/fields/ThemeValue.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';
import type { ImportView } from '#web/contract/operations/imports.ts';
import { StatusLine } from '../StatusLine.tsx';
import { ImportActions } from './ImportActions.tsx';

/** What a file would do, does, or did: by line where it is at fault. */
export function ImportReport() {
  useInSpace('exploitation');
  const query = useApi('GET /api/administration/imports/:id', { params: { id: useParams().id ?? '' } });
  return (
    <Loaded query={query} wholePage>
      {(view) => <Report view={view} />}
    </Loaded>
  );
}

function Report({ view }: { view: ImportView }) {
  const { t, read, language } = useLanguage();
  const titleOf = ({ kind, theme }: ImportView) => (theme ? read(theme) : t(`people.imports.kinds.${kind}`));
  const [notice, setNotice] = useState('');
  const { counts } = view;
  const params = { id: view.id };
  return (
    <Page
      title={t('people.imports.reportOf', { kind: titleOf(view), name: view.fileName })}
      lead={
        <>
          <span>{t(`people.imports.states.${view.state}`)}</span>,{' '}
          {view.madeBy === null ? t('people.imports.operator') : fullName(view.madeBy)}, {moment(view.madeAt, language)}
          {view.approvedBy ? `. ${t('people.imports.approvedBy', { name: fullName(view.approvedBy) })}` : null}
        </>
      }
      crumbs={[{ to: '/administration/imports', text: t('people.imports.title') }]}
      actions={<ImportActions view={view} onDone={setNotice} />}
    >
      <StatusLine text={notice} />
      {view.fault ? (
        <InlineNotification
          kind="error"
          lowContrast
          hideCloseButton
          title={t('people.imports.refused')}
          subtitle={faultWords(view.fault, language)}
        />
      ) : null}
      <Progress view={view} />
      {view.fault ? null : <Counts view={view} />}
      {view.values.length > 0 ? <Values view={view} /> : null}
      {view.faulty.length > 0 ? <Faults view={view} /> : null}
      {view.lines > 0 && view.fault === null ? (
        <p>
          <a
            href={addressOf('GET /api/administration/imports/:id/report', { params, query: { lang: language } })}
            download
          >
            {t('people.imports.report')}
          </a>
        </p>
      ) : null}
      {counts.waits > 0 ? (
        <p>
          <Link to="/administration/provisioned-rights">{t('people.imports.waiting')}</Link>
        </p>
      ) : null}
    </Page>
  );
}

function Progress({ view: { state, lines, counts } }: { view: ImportView }) {
  const { t } = useLanguage();
  if (state !== 'received' && state !== 'asked') return null;
  const done = lines - (state === 'received' ? counts.read : counts.ready);
  return (
    <WorkProgress
      label={t(`people.imports.states.${state}`)}
      said={t('people.imports.progress', { done, all: lines })}
      max={Math.max(lines, 1)}
      value={done}
    />
  );
}

function Counts({ view: { counts, encoding } }: { view: ImportView }) {
  const { t } = useLanguage();
  const shown = LINE_STATES.filter((state) => counts[state] > 0);
  return (
    <Panel title={t('people.imports.lines')}>
      <dl className="h-facts">
        {shown.map((state) => (
          <div key={state}>
            <dt>{t(`people.imports.counts.${state}`)}</dt>
            <dd>
              {counts[state]}
              {state === 'ready' && counts.willWait > 0
                ? `, ${t('people.imports.counts.willWait', { count: counts.willWait })}`
                : null}
            </dd>
          </div>
        ))}
        {encoding === null ? null : (
          <div>
            <dt>{t('people.imports.encoding')}</dt>
            <dd>{encoding}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

/** What the first lines would write: whoever approves them reads them first. */
function Values({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  return (
    <Panel title={t('people.imports.values')}>
      {view.counts.ready > view.values.length ? (
        <p className="h-help">{t('people.imports.firstValues', { count: view.values.length })}</p>
      ) : null}
      <ListTable
        label={t('people.imports.values')}
        rows={view.values}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', header: t('people.imports.line'), cell: ({ line }) => line },
          { key: 'key', header: t('starting.employeeNumber'), cell: ({ key }) => key },
          { key: 'value', header: t('people.imports.value'), cell: ({ after }) => <ThemeValue shown={after} /> },
        ]}
      />
    </Panel>
  );
}

function Faults({ view }: { view: ImportView }) {
  const { t, language } = useLanguage();
  return (
    <Panel title={t('people.imports.faults')}>
      <p className="h-help">{t('people.imports.faultsText')}</p>
      {view.counts.fault > view.faulty.length ? (
        <p className="h-help">{t('people.imports.firstFaults', { count: view.faulty.length })}</p>
      ) : null}
      <ListTable
        label={t('people.imports.faults')}
        rows={view.faulty}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', header: t('people.imports.line'), cell: ({ line }) => line },
          { key: 'key', header: t('people.imports.key'), cell: ({ key }) => <span lang="fr">{key}</span> },
          {
            key: 'why',
            header: t('people.imports.why'),
            cell: ({ faults }) => faults.map((fault) => faultWords(fault, language)).join(' '),
          },
        ]}
      />
    </Panel>
  );
}
