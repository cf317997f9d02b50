import { Export } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { addressOf } from '../../api/address.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { saveLink } from '../../ui/download.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';

/** Gives the draft as one file, once all that is on screen is saved. */
export function ExportButton() {
  const { t } = useLanguage();
  const { draft, save } = useDraftFiles();
  const { attempt, busy, problem } = useAttempt();
  const go = async () => {
    // What could not be saved is said on the line of saves; a file without it would be another circuit.
    if (await save()) saveLink(addressOf('GET /api/atelier/drafts/:id/package', { params: { id: draft.id } }));
  };
  return (
    <>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Export}
        disabled={busy}
        onClick={() => void attempt(go, { again: true })}
      >
        {t('atelier.export')}
      </Button>
      <FailureNote problem={problem} />
    </>
  );
}
