import { Button, Form, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { LinkView } from '#web/contract/account/account.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { faultText } from '../../api/problem-text.ts';
import { queryClient } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { PasswordField } from '../../ui/fields/PasswordField.tsx';

/** Chooses the password of an account by a one-time link, then leads to sign-in. */
export function ChoosePassword({ link, token }: { link: LinkView; token: string }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const password = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { attempt, busy, problem } = useAttempt();

  const choose = async () => {
    setFault(null);
    try {
      const body = { token, password: password.current?.value ?? '' };
      const { email } = await call('POST /api/account/link/password', { body, anonymous: true });
      queryClient.clear();
      await navigate('/sign-in', { replace: true, state: { chosen: email } });
    } catch (error) {
      password.current?.focus();
      const at = error instanceof ApiProblem ? error.faults.find(({ field }) => field === 'password') : undefined;
      if (!at) throw error;
      setFault(faultText(at));
      return false;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(choose);
  };

  return (
    <Form onSubmit={submit} noValidate aria-label={t(`accounts.link.${link.purpose}`)}>
      <Stack gap={6}>
        <FailureNote title={t('accounts.password.failed')} problem={problem} />
        <p>{t('accounts.link.hello', { name: `${link.firstName} ${link.lastName}` })}</p>
        <TextInput
          id="email"
          name="email"
          type="text"
          autoComplete="username"
          readOnly
          labelText={t('signIn.name')}
          value={link.email}
        />
        <PasswordField
          id="new-password"
          name="new-password"
          autoComplete="new-password"
          ref={password}
          labelText={t('accounts.password.new')}
          helperText={t('accounts.password.rule')}
          fault={fault}
        />
        <Button type="submit" disabled={busy} className="h-wide">
          {busy ? t('accounts.password.choosing') : t('accounts.password.choose')}
        </Button>
      </Stack>
    </Form>
  );
}
