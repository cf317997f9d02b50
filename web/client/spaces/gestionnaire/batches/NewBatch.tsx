import { Button, RadioButton, RadioButtonGroup, SkeletonText, Stack } from '@carbon/react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import type { FormHandle, FormIssue } from '#web/client/forms/RequestForm.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { base64Of } from '#web/client/ui/base64-of.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { Body, Success } from '#web/contract/api.ts';
import { IssueSummary } from '../../agent/draft/IssueSummary.tsx';
import { AgentList } from '../AgentList.tsx';
import { AgentsByFile } from './AgentsByFile.tsx';

const RequestForm = lazy(() => import('#web/client/forms/RequestForm.tsx'));

type Kind = Success<'GET /api/act-batches/kinds/:kind'>;
type Agents = Body<'POST /api/act-batches'>['agents'];

/** What of the form is the same for all, and for which agents. */
export function NewBatch() {
  const { kind = '' } = useParams();
  useInSpace('gestionnaire');
  const query = useApi('GET /api/act-batches/kinds/:kind', { params: { kind } });
  return (
    <Loaded query={query} wholePage>
      {(found) => <Prepare kind={found} />}
    </Loaded>
  );
}

/** Its form takes no document. */
const NO_HOME = { draftId: '' };
const NOTHING = {};

function Prepare({ kind }: { kind: Kind }) {
  const { t, read } = useLanguage();
  const navigate = useNavigate();
  const form = useRef<FormHandle>(null);
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const [tries, setTries] = useState(0);
  const [by, setBy] = useState<'file' | 'list'>('file');
  const [file, setFile] = useState<File | null>(null);
  // The filters of the list stand in the address.
  const [search] = useSearchParams();
  const [missing, setMissing] = useState(false);
  const { attempt, busy, problem } = useAttempt();

  const prepare = async () => {
    const found = form.current?.check() ?? [];
    const lacks = by === 'file' && file === null;
    setIssues(found);
    setTries((before) => before + 1);
    setMissing(lacks);
    if (found.length > 0 || lacks) return;
    const { q, structureId, grade } = Object.fromEntries(search);
    const agents: Agents =
      by === 'file' && file !== null
        ? { file: { name: file.name, base64: await base64Of(file) } }
        : { filter: { q, structureId, grade } };
    const body = { kind: kind.kind, answers: form.current?.data() ?? {}, agents };
    const { id } = await call('POST /api/act-batches', { body });
    void refresh('/api/act-batches');
    await navigate(`/acts/batches/${id}`);
  };

  return (
    <Page
      title={t('starting.many.prepareTitle', { title: read(kind.title) })}
      crumbs={[{ to: '/acts/batches', text: t('starting.many.title') }]}
    >
      <IssueSummary issues={issues} attempt={tries} onChoose={(fieldId) => form.current?.focus(fieldId)} />
      <Panel title={t('starting.many.common')}>
        <p className="h-help">{t('starting.many.commonText')}</p>
        <Suspense fallback={<SkeletonText paragraph lineCount={8} />}>
          <RequestForm
            schema={kind.form}
            texts={kind.formTexts}
            initial={NOTHING}
            home={NO_HOME}
            handle={form}
            onCorrected={setIssues}
            onChange={() => {}}
          />
        </Suspense>
      </Panel>
      <Panel title={t('starting.many.whom')}>
        <Stack gap={5}>
          <RadioButtonGroup
            name="batch-agents"
            legendText={t('starting.many.by')}
            valueSelected={by}
            onChange={(chosen) => setBy(chosen === 'list' ? 'list' : 'file')}
          >
            <RadioButton id="batch-by-file" value="file" labelText={t('starting.many.byFile')} />
            <RadioButton id="batch-by-list" value="list" labelText={t('starting.many.byList')} />
          </RadioButtonGroup>
          {by === 'file' ? (
            <AgentsByFile kind={kind} file={file} onChoose={setFile} missing={missing} />
          ) : (
            <div>
              <p className="h-help">{t('starting.many.allOfThem')}</p>
              <AgentList label={t('starting.agents')} searchLabel={t('starting.searchAgent')} />
            </div>
          )}
        </Stack>
      </Panel>
      <FailureNote problem={problem} />
      <div className="h-formend">
        <Button onClick={() => void attempt(prepare, { again: true })} disabled={busy}>
          {t('starting.many.submit')}
        </Button>
      </div>
    </Page>
  );
}
