import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { PART_NAME, type PartType } from '#domain/circuit/blocks/part.ts';
import { nameOfTitle } from '#domain/circuit/kinds/kind-name.ts';
import { useBeginDraft } from '../../api/open-draft.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { KindNameInput } from './KindNameInput.tsx';

/** Begins a block, or a theme, that does not exist yet. */
export function NewPartDialog({ of, onClose }: { of: PartType; onClose: () => void }) {
  const { t } = useLanguage();
  const begin = useBeginDraft();
  const [title, setTitle] = useState('');
  const [name, setName] = useState<string | null>(null);
  const named = name ?? nameOfTitle(title);
  const isWrong = named !== '' && !PART_NAME.test(named);
  return (
    <ConfirmDialog
      title={t(`atelier.parts.${of}.new`)}
      confirm={t('atelier.newGo')}
      ready={title.trim() !== '' && named !== '' && !isWrong}
      onClose={onClose}
      onConfirm={() => begin({ of, new: { kind: named, title: title.trim() } })}
    >
      <p className="h-text">{t(`atelier.parts.${of}.newText`)}</p>
      <TextInput
        id="circuit-title"
        labelText={t('atelier.newName')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
      />
      <KindNameInput
        value={named}
        isWrong={isWrong}
        help={t('atelier.parts.newKindHelp')}
        maxLength={60}
        onChange={setName}
      />
    </ConfirmDialog>
  );
}
