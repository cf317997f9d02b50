import { SendAlt } from '@carbon/icons-react';
import { Button, SkeletonText } from '@carbon/react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { forgetLocalCopy, readLocalCopy } from '#web/client/api/local-copy.ts';
import { refresh } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { startingList } from '#web/client/app/spaces.ts';
import type { FormHandle, FormIssue } from '#web/client/forms/RequestForm.tsx';
import { sameAnswers } from '#web/client/forms/same-answers.ts';
import { allComponents, type FormSchema } from '#web/client/forms/schema.ts';
import { sensitiveKeys, withMasks } from '#web/client/forms/sensitive.ts';
import { civilDay, fullName } from '#web/client/language/format.ts';
import { known, useLanguage } from '#web/client/language/use-language.ts';
import { Changes } from '#web/client/ui/Changes.tsx';
import { Failure } from '#web/client/ui/Failure.tsx';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { AgentSituation } from './AgentSituation.tsx';
import { ElsewhereDialog } from './ElsewhereDialog.tsx';
import { IdentityDialog } from './IdentityDialog.tsx';
import { IssueSummary } from './IssueSummary.tsx';
import { SaveLine } from './SaveLine.tsx';
import { SignedPaper } from './SignedPaper.tsx';
import { requestOf, ToRequest } from './ToRequest.tsx';
import { useAutosave } from './use-autosave.ts';
import { useDraftChanges } from './use-draft-changes.ts';
import { useSignedPaper } from './use-signed-paper.ts';

const RequestForm = lazy(() => import('#web/client/forms/RequestForm.tsx'));

type Data = Record<string, unknown>;

/** The form of a draft: saved as it is typed, checked, then filed once. */
export function DraftEditor({ draft, onFiled }: { draft: DraftView; onFiled: (request: RequestSummary) => void }) {
  const { t, read, language } = useLanguage();
  const me = useMe();
  const form = useRef<FormHandle>(null);
  const autosave = useAutosave(draft, me.id);
  const { changed, raise } = autosave;
  const { changes, warnings } = useDraftChanges(draft, autosave.state);
  const local = useMemo(() => readLocalCopy(me.id, draft.id), [me.id, draft.id]);
  // Typed here and never received by the server: it comes first, unless someone saved from elsewhere since.
  const resumed = local && local.revision === draft.revision ? local.data : null;
  const sensitive = useMemo(() => sensitiveKeys(draft.kindDetail.form), [draft.kindDetail.form]);
  const [initial, setInitial] = useState<Data>(local ? withMasks(local.data, draft.data, sensitive) : draft.data);
  const [opening, setOpening] = useState(0);
  const mine = useRef<Data>(initial);
  const [faults, setIssues] = useState<FormIssue[]>([]);
  const paper = useSignedPaper(draft);
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  /** Whether one tried to file what could not be saved first. */
  const [stopped, setStopped] = useState(false);
  const [filing, setFiling] = useState(false);
  const [proving, setProving] = useState(false);
  const home = useMemo(() => ({ draftId: draft.id }), [draft.id]);
  const { form: schema, formTexts } = draft.kindDetail;
  const { withdrawn } = draft;
  const issues = attempt > 0 ? [...paper.issues, ...faults] : faults;
  const subject = draft.agent ?? me;
  /** What stands and cannot be corrected here. */
  const fixed = useMemo(
    () =>
      new Set(
        allComponents((schema as unknown as FormSchema).components)
          .filter(({ readonly }) => readonly === true)
          .map(({ key }) => key ?? ''),
      ),
    [schema],
  );
  /** Where each answer that was filled in comes from. */
  const notes = useMemo(
    () =>
      Object.fromEntries(
        draft.origins.map(({ key, theme, from }) => [
          key,
          t(fixed.has(key) ? 'form.originFixed' : draft.agent ? 'form.originAgent' : 'form.origin', {
            theme: theme[language],
            from: civilDay(from, language),
          }),
        ]),
      ),
    [draft.origins, draft.agent, fixed, t, language],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on what was found when the page opened
  useEffect(() => {
    if (resumed) changed(withMasks(resumed, draft.data, sensitive));
    // The server has it, whoever left before its answer: there is nothing to choose from.
    else if (local && sameAnswers(initial, draft.data)) forgetLocalCopy(me.id, draft.id);
    else if (local) raise({ data: draft.data, revision: draft.revision, updatedAt: draft.updatedAt });
  }, []);

  const reopen = (data: Data) => {
    mine.current = data;
    setInitial(data);
    setOpening(opening + 1);
  };

  /** The list takes the focus once for each try; afterwards it only follows what is typed. */
  const report = (found: FormIssue[]) => {
    setIssues(found);
    setAttempt((before) => before + 1);
  };

  const file = async (proofId?: string) => {
    const handle = form.current;
    if (filing || !handle) return;
    const found = handle.check();
    report(found);
    setProblem(null);
    setStopped(false);
    if (found.length > 0 || paper.issues.length > 0) return;
    setFiling(true);
    try {
      if (!(await autosave.save())) return setStopped(true);
      if (draft.kindDetail.stepUp && proofId === undefined) return setProving(true);
      const body = proofId === undefined ? paper.filed : { stepUpProofId: proofId };
      const request = await call('POST /api/drafts/:id/submission', { params: { id: draft.id }, body });
      forgetLocalCopy(me.id, draft.id);
      onFiled(request);
      void refresh('/api/drafts', '/api/requests', '/api/me', '/api/notifications');
    } catch (error) {
      refused(error);
    } finally {
      setFiling(false);
    }
  };

  const refused = (error: unknown) => {
    const shown =
      error instanceof ApiProblem && error.faults.length > 0 ? (form.current?.show(error.faults) ?? []) : [];
    report(shown);
    setProblem(shown.length > 0 ? null : error);
  };

  const unsaved = autosave.state.is === 'kept-here' ? autosave.state.error : null;
  // Said where one tried, and gone once what was typed could be saved.
  const failure = problem ?? (stopped ? unsaved : null);
  const filedAs = requestOf(failure) ?? requestOf(unsaved);
  if (filedAs !== null) return <ToRequest draftId={draft.id} requestId={filedAs} />;
  return (
    <Page
      title={read(draft.title)}
      lead={
        draft.agent
          ? t(draft.onPaper ? 'starting.paper.draftLead' : 'starting.draftLead', { name: fullName(draft.agent) })
          : t('form.lead')
      }
      crumbs={
        draft.agent
          ? [
              { to: startingList(me), text: t('starting.title') },
              { to: `/acts/new/${draft.agent.id}`, text: fullName(draft.agent) },
            ]
          : [
              { to: '/catalogue', text: t('agent.catalogue') },
              { to: `/catalogue/${draft.kind}`, text: read(draft.title) },
            ]
      }
      narrow
    >
      <FailureNote problem={withdrawn && known(`errors.${withdrawn.code}`, { reason: withdrawn.reason })} />
      <SaveLine state={autosave.state} resumed={resumed !== null} />
      {draft.agentSituation ? <AgentSituation situation={draft.agentSituation} /> : null}
      <IssueSummary
        issues={issues}
        attempt={attempt}
        onChoose={(fieldId) =>
          paper.issues.some((issue) => issue.fieldId === fieldId)
            ? document.getElementById(fieldId)?.focus()
            : form.current?.focus(fieldId)
        }
      />
      {draft.agent && draft.onPaper ? (
        <SignedPaper agent={draft.agent} home={home} paper={paper} tried={attempt > 0} />
      ) : null}
      <div className="h-formcard">
        <Suspense fallback={<SkeletonText paragraph lineCount={12} />}>
          <RequestForm
            key={opening}
            schema={schema}
            texts={formTexts}
            initial={initial}
            home={home}
            handle={form}
            subject={subject}
            notes={notes}
            warnings={warnings}
            onCorrected={setIssues}
            onChange={(data) => {
              mine.current = data;
              changed(data);
            }}
          />
        </Suspense>
      </div>
      <Changes changes={changes} />
      {failure ? <Failure error={failure} /> : null}
      <div className="h-formend">
        <Button onClick={() => void file()} disabled={filing} renderIcon={SendAlt}>
          {filing ? t('form.filing') : draft.agent && !draft.onPaper ? t('starting.file') : t('form.file')}
        </Button>
        <Button as={Link} to="/" kind="ghost">
          {t('form.later')}
        </Button>
      </div>
      {proving ? (
        <IdentityDialog
          draftId={draft.id}
          onClose={() => setProving(false)}
          onFaults={(error) => {
            setProving(false);
            refused(error);
          }}
          onProof={async (proofId) => {
            setProving(false);
            await file(proofId);
          }}
        />
      ) : null}
      {autosave.elsewhere ? (
        <ElsewhereDialog
          schema={schema}
          texts={formTexts}
          mine={mine.current}
          elsewhere={autosave.elsewhere}
          onChoose={(keepMine) => {
            const other = autosave.elsewhere;
            if (!other) return;
            autosave.settle(other, keepMine ? mine.current : null);
            if (!keepMine) reopen(other.data);
          }}
        />
      ) : null}
    </Page>
  );
}
