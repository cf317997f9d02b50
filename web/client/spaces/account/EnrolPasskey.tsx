import { Button, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useState } from 'react';
import { ApiProblem, call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { CodeField } from '../../ui/fields/CodeField.tsx';
import { PasswordField } from '../../ui/fields/PasswordField.tsx';

/** Registers a passkey: a name for it, then what the browser asks. */
export function EnrolPasskey({ hasAuthenticator = false, onDone }: { hasAuthenticator?: boolean; onDone: () => void }) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  /** The code or password that proves who asks, once the portal asked for it. */
  const [proof, setProof] = useState<string | null>(null);
  const { attempt, busy, problem, setProblem } = useAttempt();

  const enrol = async () => {
    try {
      const given = proof === null ? {} : hasAuthenticator ? { code: proof } : { password: proof };
      const { options, ticket } = await call('POST /api/account/passkeys/enrolment', { body: given });
      const { startRegistration } = await import('@simplewebauthn/browser');
      const response = await startRegistration({ optionsJSON: options as never }).catch(() => null);
      if (response === null) {
        setProblem(t('security.passkeyGivenUp'));
        return false;
      }
      const made = { ticket, name: name.trim() || t('security.passkeyName'), response: { ...response } };
      await call('POST /api/account/passkeys', { body: made });
      onDone();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'proof-expected' || proof !== null) throw error;
      setProof('');
      return false;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(enrol);
  };

  return (
    <form onSubmit={submit} noValidate aria-label={t('security.passkeyAdd')}>
      <Stack gap={5}>
        <FailureNote title={t('security.notDone')} problem={problem} />
        <p>{t('security.passkeyText')}</p>
        <TextInput
          id="passkey-name"
          labelText={t('security.passkeyNameLabel')}
          placeholder={t('security.passkeyName')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        {proof === null ? null : hasAuthenticator ? (
          <CodeField id="passkey-code" label={t('security.code')} value={proof} problem="" onChange={setProof} />
        ) : (
          <PasswordField
            id="passkey-password"
            autoComplete="current-password"
            labelText={t('signIn.password')}
            helperText={t('security.whoText')}
            value={proof}
            onChange={(event) => setProof(event.target.value)}
          />
        )}
        <Button type="submit" size="md" disabled={busy}>
          {t('security.passkeyAdd')}
        </Button>
      </Stack>
    </form>
  );
}
