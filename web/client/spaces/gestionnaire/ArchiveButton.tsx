import { Archive } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useState } from 'react';
import type { RegistryArchive } from '#web/contract/signing/registry.ts';
import { addressOf } from '../../api/address.ts';
import { call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { fileSize } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { saveLink } from '../../ui/download.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';

/** What of the registry is listed, as its address says it. */
export type RegistryAsked = Omit<RegistryArchive, 'year'> & { year?: string | undefined };

/** Takes the archive of the signed acts that are listed, once it is said how many they are and that it leaves a trace. */
export function ArchiveButton({ asked }: { asked: RegistryAsked }) {
  const { t, language } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [size, setSize] = useState<{ acts: number; bytes: number } | null>(null);
  const measure = async () => setSize(await call('GET /api/registry/archive/size', { query: asked }));
  return (
    <>
      <Button
        kind="tertiary"
        size="md"
        renderIcon={Archive}
        disabled={busy}
        onClick={() => void attempt(measure, { again: true })}
      >
        {t('acts.registry.archive')}
      </Button>
      <FailureNote problem={problem} />
      {size === null ? null : (
        <ConfirmDialog
          title={t('acts.registry.archiveTitle', { count: size.acts })}
          confirm={t('acts.registry.archiveTake')}
          onConfirm={async () => {
            saveLink(addressOf('GET /api/registry/archive', { query: asked }));
            setSize(null);
          }}
          onClose={() => setSize(null)}
        >
          <p>{t('acts.registry.archiveText', { size: fileSize(size.bytes, language) })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
