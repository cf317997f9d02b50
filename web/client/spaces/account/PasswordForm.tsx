import { Button, Form, Stack } from '@carbon/react';
import { type FormEvent, useRef, useState } from 'react';
import { ApiProblem, call } from '../../api/api.ts';
import { faultText, problemText } from '../../api/problem-text.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useMe } from '../../app/me.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { PasswordField } from '../../ui/fields/PasswordField.tsx';
import { NotRead } from '../../ui/NotRead.tsx';
import { Panel } from '../../ui/Panel.tsx';

type Field = 'current' | 'password';

/** Changes one's own password; not shown to whoever has none. */
export function PasswordForm() {
  const { t } = useLanguage();
  const { email, employeeNumber } = useMe();
  const query = useApi('GET /api/account/password');
  const { attempt, busy, problem } = useAttempt();
  const current = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<{ at: Field; text: string } | null>(null);
  const [changed, setChanged] = useState(false);

  const point = (at: Field, text: string) => {
    setFault({ at, text });
    (at === 'current' ? current : password).current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFault(null);
    setChanged(false);
    if (current.current?.value === '') return point('current', t('signIn.passwordMissing'));
    void attempt(
      async () => {
        const body = { current: current.current?.value ?? '', password: password.current?.value ?? '' };
        try {
          await call('PUT /api/account/password', { body });
        } catch (error) {
          if (!(error instanceof ApiProblem)) throw error;
          const [first] = error.faults;
          if (error.code === 'password-wrong') return point('current', problemText(error));
          if (first?.field === 'password') return point('password', faultText(first));
          throw error;
        }
        if (current.current) current.current.value = '';
        if (password.current) password.current.value = '';
        setChanged(true);
        await refresh('/api/me/sessions');
      },
      { again: true },
    );
  };

  if (query.data === undefined) return <NotRead title={t('accounts.password.title')} query={query} />;
  if (!query.data.chosen) return null;
  const faultAt = (field: Field) => (fault?.at === field ? fault.text : null);
  return (
    <Panel title={t('accounts.password.title')}>
      <Form onSubmit={submit} noValidate aria-label={t('accounts.password.title')}>
        <Stack gap={5}>
          <FailureNote problem={problem} />
          <p role="status">{changed ? t('accounts.password.changed') : ''}</p>
          <input type="hidden" name="username" autoComplete="username" value={email ?? employeeNumber} />
          <PasswordField
            id="current-password"
            autoComplete="current-password"
            ref={current}
            labelText={t('accounts.password.current')}
            fault={faultAt('current')}
          />
          <PasswordField
            id="new-password"
            autoComplete="new-password"
            ref={password}
            labelText={t('accounts.password.new')}
            helperText={t('accounts.password.rule')}
            fault={faultAt('password')}
          />
          <Button type="submit" size="md" disabled={busy}>
            {busy ? t('accounts.password.choosing') : t('accounts.password.change')}
          </Button>
        </Stack>
      </Form>
    </Panel>
  );
}
