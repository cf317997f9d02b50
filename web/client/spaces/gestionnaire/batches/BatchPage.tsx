import { Button, InlineNotification } from '@carbon/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { BATCH_LINE_STATES, isUnderWay, MAX_AGENTS } from '#domain/request/act-batch.ts';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { download } from '#web/client/ui/download.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { WorkProgress } from '#web/client/ui/WorkProgress.tsx';
import type { ActBatchView } from '#web/contract/signing/act-batches.ts';
import { BatchLines } from './BatchLines.tsx';
import { batchFaultText, batchReport } from './batch-words.ts';

/** What a batch would start, starts, or started: agent by agent. */
export function BatchPage() {
  useInSpace('gestionnaire');
  const query = useApi('GET /api/act-batches/:id', { params: { id: useParams().id ?? '' } });
  return (
    <Loaded query={query} wholePage>
      {(view) => <Batch view={view} />}
    </Loaded>
  );
}

function Batch({ view }: { view: ActBatchView }) {
  const language = useLanguage();
  const { t, read } = language;
  const [notice, setNotice] = useState('');
  return (
    <Page
      title={t('starting.many.prepareTitle', { title: read(view.title) })}
      lead={
        <span className="h-lead-line">
          <span>{t(`starting.many.states.${view.state}`)}</span>
          <span>{view.fileName ?? t('starting.many.byFilter')}</span>
          <span>{moment(view.madeAt, language.language)}</span>
        </span>
      }
      crumbs={[{ to: '/acts/batches', text: t('starting.many.title') }]}
      actions={view.may.launch ? <Launch view={view} onDone={setNotice} /> : undefined}
    >
      <p role="status" className="h-hidden">
        {notice}
      </p>
      {view.fault ? (
        <InlineNotification
          kind="error"
          lowContrast
          hideCloseButton
          title={t('starting.many.refused')}
          subtitle={batchFaultText(view.fault, language)}
        />
      ) : null}
      <Progress view={view} />
      {view.lines > 0 ? <Counts view={view} /> : null}
      {view.lines > 0 ? <BatchLines id={view.id} /> : null}
    </Page>
  );
}

function Progress({ view: { state, lines, counts } }: { view: ActBatchView }) {
  const { t } = useLanguage();
  if (!isUnderWay(state)) return null;
  const done = lines - (state === 'asked' ? counts.ready : counts.read);
  return (
    <WorkProgress
      label={t(`starting.many.states.${state}`)}
      said={t('starting.many.progress', { done, all: lines })}
      max={Math.max(lines, 1)}
      value={done}
    />
  );
}

function Counts({ view: { id, counts, answers, madeAt } }: { view: ActBatchView }) {
  const language = useLanguage();
  const { t, read } = language;
  const { attempt, busy, problem } = useAttempt();
  const save = async () => {
    const query = { pageSize: MAX_AGENTS };
    const { items } = await call('GET /api/act-batches/:id/lines', { params: { id }, query });
    const name = t('starting.many.fileName', { day: parisDay(new Date(madeAt)) });
    download(name, batchReport(items, language), 'text/csv;charset=utf-8');
  };
  return (
    <Panel
      title={t('starting.many.agents')}
      action={
        <Button kind="ghost" size="sm" disabled={busy} onClick={() => void attempt(save, { again: true })}>
          {t('starting.many.report')}
        </Button>
      }
    >
      <FailureNote problem={problem} />
      {counts.fault > 0 ? <p className="h-help">{t('starting.many.faultsText')}</p> : null}
      <dl className="h-facts">
        {BATCH_LINE_STATES.filter((state) => counts[state] > 0).map((state) => (
          <div key={state}>
            <dt>{t(`starting.many.counts.${state}`)}</dt>
            <dd>{counts[state]}</dd>
          </div>
        ))}
        {answers.map((answer) => (
          <div key={answer.key}>
            <dt>{read(answer.label)}</dt>
            <dd>{read(answer.value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Launch({ view: { id, counts }, onDone }: { view: ActBatchView; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const launch = t('starting.many.launch', { count: counts.ready });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{launch}</Button>
      {asking ? (
        <ConfirmDialog
          title={t('starting.many.launchTitle')}
          confirm={launch}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await call('POST /api/act-batches/:id/launch', { params: { id } });
            await refresh('/api/act-batches');
            setAsking(false);
            onDone(t('starting.many.launched'));
          }}
        >
          <p>{t('starting.many.launchText')}</p>
          {counts.fault > 0 ? <p>{t('starting.many.launchFaults', { count: counts.fault })}</p> : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
