import { Button, ComposedModal, InlineNotification, ModalBody, ModalFooter, ModalHeader } from '@carbon/react';
import { useContext, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CircuitDraftView } from '../../../contract/atelier.ts';
import { call, carriedBy } from '../../api/api.ts';
import { draftAddress } from '../../api/open-draft.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh } from '../../api/query.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { asFiles } from './DraftFilesProvider.tsx';
import type { DraftStore } from './draft-store.ts';
import { DraftFilesContext } from './use-draft-files.ts';

/** Another analyst saved this draft meanwhile: nothing was written over, and whoever reads this chooses. */
export function ConflictDialog({ error, onClose }: { error: unknown; onClose: () => void }) {
  const { t, language } = useLanguage();
  const context = useContext(DraftFilesContext);
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (!context) return null;
  const { draft, store } = context;
  const { pending } = store.getState();
  const conflict = carriedBy(error, 'circuit-draft-changed');

  const settle = async (how: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await how();
      onClose();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  const takeTheirs = async () => store.adopt(await read(draft.id));
  const keepMine = async () => {
    const copy = await copyWith(draft.id, store);
    store.adopt(await read(draft.id));
    void refresh('/api/atelier/drafts');
    await navigate(draftAddress(copy.id), {
      state: { notice: { kind: 'success', title: t('atelier.copied') } },
    });
  };

  return (
    <ComposedModal open size="sm" onClose={onClose} aria-label={t('atelier.conflictTitle')}>
      <ModalHeader title={t('atelier.conflictTitle')} iconDescription={t('common.close')} />
      <ModalBody>
        {problem ? (
          <InlineNotification
            kind="error"
            role="alert"
            lowContrast
            hideCloseButton
            title={t('common.failed')}
            subtitle={problemText(problem)}
            statusIconDescription={t('common.error')}
          />
        ) : null}
        <p className="h-text">
          {conflict?.savedBy
            ? t('atelier.conflictText', {
                name: fullName(conflict.savedBy),
                date: moment(conflict.savedAt, language),
              })
            : t('atelier.conflictTextUnknown')}
        </p>
        <p className="h-text">{t('atelier.conflictFiles')}</p>
        <ul className="h-bullets">
          {Object.keys(pending).map((path) => (
            <li key={path}>
              <code>{path}</code>
            </li>
          ))}
        </ul>
        <p className="h-muted">{t('atelier.takeTheirsHelp')}</p>
      </ModalBody>
      <ModalFooter>
        <Button kind="secondary" disabled={busy} onClick={() => void settle(takeTheirs)}>
          {t('atelier.takeTheirs')}
        </Button>
        <Button kind="primary" disabled={busy} onClick={() => void settle(keepMine)}>
          {t('atelier.keepMine')}
        </Button>
      </ModalFooter>
    </ComposedModal>
  );
}

const read = (id: string): Promise<CircuitDraftView> => call('GET /api/atelier/drafts/:id', { params: { id } });

const copyWith = (id: string, store: DraftStore): Promise<CircuitDraftView> =>
  call('POST /api/atelier/drafts/:id/copy', { params: { id }, body: { files: asFiles(store.getState().pending) } });
