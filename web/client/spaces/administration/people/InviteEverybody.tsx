import { Button } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';

/** Invites whoever is posted in a structure, or below it, and has no account. */
export function InviteEverybody({ onDone }: { onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [structure, setStructure] = useState<Choice | null>(null);
  return (
    <>
      <Button kind="tertiary" size="md" onClick={() => setAsking(true)}>
        {t('people.everybody.ask')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('people.everybody.title')}
          confirm={t('people.everybody.confirm')}
          ready={structure !== null}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const { count } = await call('POST /api/administration/invitations', {
              body: { structureId: structure?.id ?? '' },
            });
            await refresh('/api/administration/persons?');
            setAsking(false);
            onDone(count === 0 ? t('people.everybody.none') : t('people.everybody.done', { count }));
          }}
        >
          <p>{t('people.everybody.text')}</p>
          <StructurePicker
            id="invite-structure"
            label={t('people.everybody.structure')}
            chosen={structure}
            onChoose={setStructure}
          />
        </ConfirmDialog>
      ) : null}
    </>
  );
}
