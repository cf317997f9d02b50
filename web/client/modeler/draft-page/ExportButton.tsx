import { Export } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import { addressOf } from '../../api/address.ts';
import { useLanguage } from '../../language/use-language.ts';
import { saveLink } from '../../ui/download.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';

/** Gives the draft as one file, once all that is on screen is saved. */
export function ExportButton() {
  const { t } = useLanguage();
  const { draft, save } = useDraftFiles();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    // What could not be saved is said on the line of saves; a file without it would be another circuit.
    if (await save()) saveLink(addressOf('GET /api/atelier/drafts/:id/package', { params: { id: draft.id } }));
    setBusy(false);
  };
  return (
    <Button kind="ghost" size="sm" renderIcon={Export} disabled={busy} onClick={() => void go()}>
      {t('atelier.export')}
    </Button>
  );
}
