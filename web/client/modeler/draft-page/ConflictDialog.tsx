import { Button, ComposedModal, InlineNotification, ModalBody, ModalFooter, ModalHeader } from '@carbon/react';
import { useContext, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { call, carriedBy } from '../../api/api.ts';
import { draftAddress } from '../../api/open-draft.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { asFiles } from '../draft/DraftFilesProvider.tsx';
import { type DraftStore, textsOf } from '../draft/draft-store.ts';
import { type Choices, mergeDraft } from '../draft/merge/merge-files.ts';
import { DraftFilesContext } from '../draft/use-draft-files.ts';
import { ClashChoice } from './ClashChoice.tsx';

interface Props {
  error: unknown;
  onClose: () => void;
  /** Both were put together without a question: who saved meanwhile, where it is known. */
  onMerged: (name: string | null) => void;
}

/**
 * Another analyst saved this draft meanwhile. What touches nothing of theirs is put together with it by itself; what both changed
 * is shown side by side, and whoever reads this chooses. Nothing of anyone is written over before.
 */
export function ConflictDialog({ error, onClose, onMerged }: Props) {
  const { t, language } = useLanguage();
  const context = useContext(DraftFilesContext);
  const navigate = useNavigate();
  const [theirs, setTheirs] = useState<CircuitDraftView | null>(null);
  const [choices, setChoices] = useState<Choices>({});
  const { attempt, busy, problem, setProblem } = useAttempt();
  const store = context?.store;
  const draftId = context?.draft.id ?? '';
  const conflict = carriedBy(error, 'circuit-draft-changed');
  const name = conflict?.savedBy ? fullName(conflict.savedBy) : null;

  // Once, when it opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is changed while this is open is put together when it is chosen
  useEffect(() => {
    if (store === undefined) return;
    let isOpen = true;
    read(draftId)
      .then((draft) => {
        if (!isOpen) return;
        const { changes, clashes, left } = mergedWith(store, draft, {});
        if (clashes.length > 0 || left.length > 0) return setTheirs(draft);
        if (store.reconcile(draft, changes)) onMerged(name);
        onClose();
      })
      .catch((failure: unknown) => isOpen && setProblem(problemText(failure)));
    return () => {
      isOpen = false;
    };
  }, [store, draftId]);

  if (store === undefined) return null;
  const merged = theirs === null ? null : mergedWith(store, theirs, choices);
  // All places of a drawing are one.
  const questions = [...Map.groupBy(merged?.clashes ?? [], ({ key }) => key)];

  const settle = (how: () => Promise<void> | void) =>
    attempt(async () => {
      await how();
      onClose();
    });
  const joinChosen = () => {
    if (theirs !== null) store.reconcile(theirs, mergedWith(store, theirs, choices).changes);
  };
  const takeTheirs = async () => store.adopt(await read(draftId));
  const keepMine = async () => {
    const copy = await copyWith(draftId, store);
    store.adopt(await read(draftId));
    void refresh('/api/atelier/drafts');
    await navigate(draftAddress(copy.id), {
      state: { notice: { kind: 'success', title: t('atelier.copied') } },
    });
  };

  return (
    <ComposedModal
      open
      size={questions.length > 0 ? 'md' : 'sm'}
      onClose={onClose}
      aria-label={t('atelier.conflictTitle')}
    >
      <ModalHeader title={t('atelier.conflictTitle')} iconDescription={t('common.close')} />
      <ModalBody>
        <FailureNote problem={problem} />
        <p className="h-text">
          {name !== null && conflict
            ? t('atelier.conflictText', { name, date: moment(conflict.savedAt, language) })
            : t('atelier.conflictTextUnknown')}
        </p>
        {merged === null ? null : <p className="h-text">{t('atelier.conflictChoose', { count: questions.length })}</p>}
        {questions.map(([key, clashes]) => (
          <ClashChoice
            key={key}
            clashes={clashes}
            theirName={name}
            side={choices[key] ?? null}
            onChoose={(side) => setChoices((chosen) => ({ ...chosen, [key]: side }))}
          />
        ))}
        {merged !== null && merged.left.length > 0 ? (
          <InlineNotification
            kind="warning"
            lowContrast
            hideCloseButton
            title={t('atelier.conflictLeft')}
            subtitle={merged.left.map(({ id }) => id).join(', ')}
            statusIconDescription={t('common.warning')}
          />
        ) : null}
        <p className="h-muted">{t('atelier.takeTheirsHelp')}</p>
        <Button kind="ghost" size="sm" disabled={busy} onClick={() => void settle(takeTheirs)}>
          {t('atelier.takeTheirs')}
        </Button>
        <Button kind="ghost" size="sm" disabled={busy} onClick={() => void settle(keepMine)}>
          {t('atelier.keepMine')}
        </Button>
      </ModalBody>
      <ModalFooter>
        <Button kind="secondary" disabled={busy} onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          kind="primary"
          disabled={busy || theirs === null || questions.some(([key]) => choices[key] === undefined)}
          onClick={() => void settle(joinChosen)}
        >
          {t('atelier.conflictJoin')}
        </Button>
      </ModalFooter>
    </ComposedModal>
  );
}

const mergedWith = (store: DraftStore, theirs: CircuitDraftView, choices: Choices) =>
  mergeDraft({ base: store.base(), mine: store.getState().pending, theirs: textsOf(theirs) }, choices);

const read = (id: string): Promise<CircuitDraftView> => call('GET /api/atelier/drafts/:id', { params: { id } });

const copyWith = (id: string, store: DraftStore): Promise<CircuitDraftView> =>
  call('POST /api/atelier/drafts/:id/copy', { params: { id }, body: { files: asFiles(store.getState().pending) } });
