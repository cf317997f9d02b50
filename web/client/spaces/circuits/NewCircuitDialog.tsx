import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { useBeginDraft } from '../../api/open-draft.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

/** As the contract has it; the server has the last word. */
const KIND = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** « Congé parental » → « conge-parental ». */
const kindOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 80);

/** Begins a kind of request that does not exist yet. */
export function NewCircuitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const begin = useBeginDraft();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const named = kind ?? kindOf(title);
  const isWrong = named !== '' && !KIND.test(named);
  return (
    <ConfirmDialog
      title={t('atelier.newTitle')}
      confirm={t('atelier.newGo')}
      ready={title.trim() !== '' && named !== '' && !isWrong}
      onClose={onClose}
      onConfirm={() => begin({ new: { kind: named, title: title.trim() } })}
    >
      <p className="h-text">{t('atelier.newText')}</p>
      <TextInput
        id="circuit-title"
        labelText={t('atelier.newName')}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextInput
        id="circuit-kind"
        labelText={t('atelier.newKind')}
        helperText={t('atelier.newKindHelp')}
        value={named}
        maxLength={80}
        spellCheck={false}
        invalid={isWrong}
        invalidText={t('atelier.newKindWrong')}
        aria-describedby={isWrong ? 'circuit-kind-error-msg' : 'circuit-kind-helper-text'}
        onChange={(event) => setKind(event.target.value)}
      />
    </ConfirmDialog>
  );
}
