import { Button, Form, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { giveCode, giveRecoveryCode } from '../../api/sign-in.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CodeField, isCode } from '../../ui/fields/CodeField.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { DemonstrationCode } from './DemonstrationCode.tsx';
import { Entrance } from './Entrance.tsx';

/** Asks, once the password was right, for a code of the authenticator or, without it, for a recovery code. */
export function SecondFactorStep(props: {
  email: string;
  onSignedIn: () => void;
  /** The time to give a code is over: the password is asked again. */
  onLate: (problem: string) => void;
}) {
  const { t } = useLanguage();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const { attempt, busy, problem, setProblem } = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  useTitle(t('security.secondTitle'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each field is focused as it comes
  useEffect(() => input.current?.focus(), [recovery]);

  const give = async () => {
    try {
      await (recovery ? giveRecoveryCode(code) : giveCode(code));
      props.onSignedIn();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'challenge-late') return props.onLate(problemText(error));
      setCode('');
      input.current?.focus();
      throw error;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (recovery ? code.trim() === '' : !isCode(code)) {
      setProblem(recovery ? t('security.recoveryCodeMissing') : t('security.codeShape'));
      return input.current?.focus();
    }
    void attempt(give);
  };
  const other = () => {
    setRecovery(!recovery);
    setCode('');
    setProblem(null);
  };

  return (
    <Entrance title={t('security.secondTitle')}>
      <Form onSubmit={submit} noValidate aria-label={t('security.secondTitle')}>
        <Stack gap={6}>
          <p>{recovery ? t('security.recoveryText') : t('security.codeText')}</p>
          {recovery ? (
            <TextInput
              ref={input}
              id="recovery-code"
              labelText={t('security.recoveryCode')}
              autoComplete="off"
              value={code}
              invalid={problem !== null}
              invalidText={problem ?? ''}
              {...(problem ? { 'aria-describedby': 'recovery-code-error-msg' } : {})}
              onChange={(event) => setCode(event.target.value)}
            />
          ) : (
            <CodeField
              ref={input}
              id="code"
              label={t('security.code')}
              value={code}
              problem={problem ?? ''}
              onChange={setCode}
            />
          )}
          <Button type="submit" disabled={busy} className="h-wide">
            {busy ? t('signIn.going') : t('signIn.go')}
          </Button>
          <Button kind="ghost" size="sm" onClick={other}>
            {recovery ? t('security.useCode') : t('security.useRecoveryCode')}
          </Button>
          {recovery ? null : <DemonstrationCode email={props.email} />}
        </Stack>
      </Form>
    </Entrance>
  );
}
