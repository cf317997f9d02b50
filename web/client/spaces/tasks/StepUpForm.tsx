import { Button, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiProblem, call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { useLanguage } from '../../language/use-language.ts';

/** The six digits of the authenticator, for this very act; can be pasted with or without spaces. */
export function StepUpForm(props: {
  taskKey: string;
  sha256: string;
  busy: boolean;
  onProof: (proofId: string) => Promise<boolean>;
  onBack: () => void;
}) {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [checking, setChecking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (checking || props.busy) return;
    if (!/^\d{6}$/.test(code)) {
      setProblem(t('tasks.codeShape'));
      return input.current?.focus();
    }
    setChecking(true);
    setProblem('');
    try {
      const proof = await call('POST /api/tasks/:key/step-up', {
        params: { key: props.taskKey },
        body: { code, sha256: props.sha256 },
      });
      await props.onProof(proof.proofId);
    } catch (error) {
      setProblem(
        error instanceof ApiProblem && error.code === 'code-wrong' && error.params.left !== undefined
          ? t('tasks.codeWrong', { count: Number(error.params.left) })
          : problemText(error),
      );
      setCode('');
      input.current?.focus();
    } finally {
      setChecking(false);
    }
  };

  return (
    <form className="h-stepup" onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap={5}>
        <h3>{t('tasks.stepUpTitle')}</h3>
        <p>{t('tasks.stepUpText')}</p>
        <TextInput
          ref={input}
          id="step-up-code"
          className="h-code"
          labelText={t('tasks.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          invalid={problem !== ''}
          invalidText={problem}
          {...(problem ? { 'aria-describedby': 'step-up-code-error-msg' } : {})}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
        />
        <div className="h-formend">
          <Button type="submit" disabled={checking || props.busy}>
            {checking || props.busy ? t('tasks.signing') : t('tasks.signNow')}
          </Button>
          <Button kind="ghost" onClick={props.onBack}>
            {t('tasks.backToAct')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
