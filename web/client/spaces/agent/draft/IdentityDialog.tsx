import { TextInput } from '@carbon/react';
import { useRef, useState } from 'react';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { problemText } from '#web/client/api/problem-text.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isCode } from '#web/client/ui/fields/CodeField.tsx';

/** Codes that are said at the field: what was typed is wrong, the rest is not. */
const AT_FIELD = ['code-wrong', 'password-wrong', 'code-replayed', 'code-locked', 'code-expected'];

/** Asks who files to prove that they are there: the code of their second factor or, without one, their password. */
export function IdentityDialog(props: {
  draftId: string;
  onProof: (proofId: string) => Promise<void>;
  /** The form is not right, after all: its faults are shown in the page. */
  onFaults: (error: ApiProblem) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const byCode = me.canStepUp;

  const wrong = (text: string) => {
    setProblem(text);
    setTyped('');
    input.current?.focus();
    return false;
  };
  const confirm = async () => {
    setProblem('');
    if (byCode && !isCode(typed)) return void wrong(t('form.identityCodeDue'));
    if (typed === '') return void wrong(t('form.identityPasswordDue'));
    let proofId: string;
    try {
      const body = byCode ? { code: typed } : { password: typed };
      proofId = (await call('POST /api/drafts/:id/step-up', { params: { id: props.draftId }, body })).proofId;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.faults.length > 0) return props.onFaults(error);
      if (!AT_FIELD.includes(error.code)) throw error;
      const { left } = error.params;
      return void wrong(left === undefined ? problemText(error) : t('form.identityLeft', { count: Number(left) }));
    }
    await props.onProof(proofId);
  };

  return (
    <ConfirmDialog
      title={t('form.identityTitle')}
      confirm={t('form.identityConfirm')}
      onClose={props.onClose}
      onConfirm={confirm}
      stays
    >
      <p>{t('form.identityText')}</p>
      <TextInput
        ref={input}
        id="identity"
        data-modal-primary-focus
        labelText={byCode ? t('form.identityCode') : t('form.identityPassword')}
        type={byCode ? 'text' : 'password'}
        {...(byCode ? { inputMode: 'numeric' as const } : {})}
        autoComplete={byCode ? 'one-time-code' : 'current-password'}
        value={typed}
        invalid={problem !== ''}
        invalidText={problem}
        {...(problem ? { 'aria-describedby': 'identity-error-msg' } : {})}
        onChange={(event) =>
          setTyped(byCode ? event.target.value.replace(/\D/g, '').slice(0, 6) : event.target.value.slice(0, 128))
        }
      />
    </ConfirmDialog>
  );
}
