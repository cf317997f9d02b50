import { TextInput } from '@carbon/react';
import { useState } from 'react';
import type { PartType } from '../../../../domain/circuit/part.ts';
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
    .slice(0, 60)
    .replace(/-+$/, '');

/** Begins a kind of request that does not exist yet, or a block, or a theme. */
export function NewCircuitDialog({ of, onClose }: { of?: PartType; onClose: () => void }) {
  const { t } = useLanguage();
  const begin = useBeginDraft();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const named = kind ?? kindOf(title);
  const isWrong = named !== '' && !KIND.test(named);
  return (
    <ConfirmDialog
      title={of ? t(`atelier.parts.${of}.new`) : t('atelier.newTitle')}
      confirm={t('atelier.newGo')}
      ready={title.trim() !== '' && named !== '' && !isWrong}
      onClose={onClose}
      onConfirm={() => {
        const begun = { new: { kind: named, title: title.trim() } };
        return begin(of ? { of, ...begun } : begun);
      }}
    >
      <p className="h-text">{of ? t(`atelier.parts.${of}.newText`) : t('atelier.newText')}</p>
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
        helperText={of ? t('atelier.parts.newKindHelp') : t('atelier.newKindHelp')}
        value={named}
        maxLength={of ? 60 : 80}
        spellCheck={false}
        invalid={isWrong}
        invalidText={t('atelier.newKindWrong')}
        aria-describedby={isWrong ? 'circuit-kind-error-msg' : 'circuit-kind-helper-text'}
        onChange={(event) => setKind(event.target.value)}
      />
    </ConfirmDialog>
  );
}
