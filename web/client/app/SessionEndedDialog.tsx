import { InlineNotification, Modal, Stack } from '@carbon/react';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem, call } from '../api/api.ts';
import { signedInAgain } from '../api/session-gate.ts';
import { giveCode, signIn } from '../api/sign-in.ts';
import { useAttempt } from '../api/use-attempt.ts';
import { useLanguage } from '../language/use-language.ts';
import { CodeField, isCode } from '../ui/fields/CodeField.tsx';
import { PasswordField } from '../ui/fields/PasswordField.tsx';
import { useMe } from './me.tsx';

/** Asks to sign in again over the page, and lets it go on where it was. */
export function SessionEndedDialog() {
  const { t } = useLanguage();
  const me = useMe();
  const [password, setPassword] = useState('');
  const [awaitsCode, setAwaitsCode] = useState(false);
  const [code, setCode] = useState('');
  const { attempt, busy, problem, setProblem } = useAttempt();
  const field = useRef<HTMLInputElement>(null);
  // The code is asked for in place of the password, which had the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each field is focused as it comes
  useEffect(() => field.current?.focus(), [awaitsCode]);

  /**
   * Lets the page go on, if the same person is signed in.
   * @throws {ApiProblem} when nobody is signed in yet
   */
  const goOn = async (): Promise<void> => {
    const now = await call('GET /api/me', { anonymous: true });
    // Another account opened in another tab: nothing typed here may be sent in its name.
    if (now.id !== me.id) return window.location.assign('/');
    signedInAgain();
  };

  // Somebody who signed in again in another tab, by any means, comes back to this one.
  useEffect(() => {
    const back = () => void goOn().catch(() => undefined);
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  });

  const isEmpty = awaitsCode ? !isCode(code) : password === '';
  const signInAgain = async () => {
    try {
      if (awaitsCode) await giveCode(code);
      else if ((await signIn(me.email ?? me.employeeNumber, password)).next) return setAwaitsCode(true);
      await goOn();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'challenge-late') setAwaitsCode(false);
      setCode('');
      field.current?.focus();
      if (!isRefusedPassword(error)) throw error;
      setProblem(t('signIn.refused'));
    }
  };
  const submit = () => {
    if (!isEmpty) void attempt(signInAgain, { again: true });
  };

  return (
    <Modal
      open
      size="sm"
      preventCloseOnClickOutside
      modalHeading={t('signIn.endedTitle')}
      primaryButtonText={t('signIn.go')}
      primaryButtonDisabled={busy || isEmpty}
      secondaryButtonText={t('signIn.leave')}
      closeButtonLabel={t('common.close')}
      selectorPrimaryFocus="#ended-password"
      shouldSubmitOnEnter
      onRequestSubmit={submit}
      onSecondarySubmit={() => window.location.assign('/sign-in')}
      // By one key, all that was typed on the page would go with it.
      onRequestClose={() => field.current?.focus()}
      className="h-staying"
    >
      <Stack gap={5}>
        <p>{t('signIn.endedText')}</p>
        {problem ? (
          <InlineNotification
            kind="error"
            role="alert"
            lowContrast
            hideCloseButton
            title={t('signIn.failed')}
            subtitle={problem}
            statusIconDescription={t('common.error')}
          />
        ) : null}
        <p>
          <span className="h-label">{t('signIn.name')}</span>
          <br />
          {me.email ?? me.employeeNumber}
        </p>
        {awaitsCode ? (
          <CodeField
            ref={field}
            id="ended-code"
            label={t('security.code')}
            value={code}
            problem=""
            onChange={setCode}
          />
        ) : (
          <PasswordField
            ref={field}
            id="ended-password"
            autoComplete="current-password"
            labelText={t('signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <p className="h-help">
          {t('signIn.endedOtherwise')}{' '}
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {t('signIn.endedOtherTab')}
          </a>
        </p>
      </Stack>
    </Modal>
  );
}

/** True for a wrong password; a refused code of the second factor has words of its own. */
const isRefusedPassword = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 401 && (error.code === 'password-wrong' || error.code === 'http-401');
