import { Button, Form, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { Entrance } from './Entrance.tsx';

/** Asks for a link by which a forgotten password is chosen anew. What is answered says nothing of who has an account. */
export function ForgottenPage() {
  const { t } = useLanguage();
  const address = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState(false);
  const { attempt, busy, problem } = useAttempt();
  const title = t(sent ? 'accounts.forgotten.sentTitle' : 'accounts.forgotten.title');
  useTitle(title);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = address.current?.value.trim() ?? '';
    setMissing(email === '');
    if (email === '') return address.current?.focus();
    void attempt(async () => {
      await call('POST /api/account/reset', { body: { email }, anonymous: true });
      setSent(true);
    });
  };

  return (
    <Entrance title={title}>
      <Stack gap={6}>
        {sent ? (
          <p role="status">{t('accounts.forgotten.sent')}</p>
        ) : (
          <Form onSubmit={submit} noValidate aria-label={title}>
            <Stack gap={6}>
              <FailureNote problem={problem} />
              <p>{t('accounts.forgotten.text')}</p>
              <TextInput
                id="email"
                name="email"
                type="email"
                autoComplete="username"
                ref={address}
                labelText={t('signIn.email')}
                invalid={missing}
                invalidText={t('signIn.emailMissing')}
                {...(missing ? { 'aria-describedby': 'email-error-msg' } : {})}
              />
              <Button type="submit" disabled={busy} className="h-wide">
                {t('accounts.forgotten.send')}
              </Button>
            </Stack>
          </Form>
        )}
        <Link to="/sign-in">{t('accounts.link.toSignIn')}</Link>
      </Stack>
    </Entrance>
  );
}
