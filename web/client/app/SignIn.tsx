import { Button, Form, InlineNotification, PasswordInput, Stack, TextInput } from '@carbon/react';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiProblem } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { queryClient } from '../api/query.ts';
import { signIn } from '../api/sign-in.ts';
import { useLanguage } from '../language/use-language.ts';
import { useTitle } from '../ui/use-title.ts';
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

/** Only a path of this portal: an address with a host would lead elsewhere. */
const safeBack = (back: string | null): string =>
  back?.startsWith('/') && !back.startsWith('//') && !back.includes('\\') ? back : '/';

export function SignIn() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [problem, setProblem] = useState<string | null>(null);
  const [missing, setMissing] = useState<{ email: boolean; password: boolean }>({ email: false, password: false });
  const [busy, setBusy] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useTitle(t('signIn.title'));

  const choose = (address: string) => {
    if (email.current) email.current.value = address;
    setMissing({ email: false, password: false });
    password.current?.focus();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = { email: email.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    setMissing({ email: typed.email === '', password: typed.password === '' });
    setProblem(null);
    if (typed.email === '') return email.current?.focus();
    if (typed.password === '') return password.current?.focus();
    setBusy(true);
    try {
      await signIn(typed.email, typed.password);
      queryClient.clear();
      await navigate(safeBack(search.get('back')), { replace: true });
    } catch (error) {
      setProblem(
        error instanceof ApiProblem && (error.status === 401 || error.status === 400)
          ? t('signIn.refused')
          : problemText(error),
      );
      setBusy(false);
      password.current?.select();
      password.current?.focus();
    }
  };

  return (
    <div className="h-signin">
      <header className="h-signin__top">
        <span className="h-wordmark">Harmonie</span>
        <LanguageSwitch />
      </header>
      <main className="h-signin__main">
        <div className="h-signin__pitch">
          <p className="h-signin__name">Harmonie</p>
          <p className="h-signin__lead">{t('signIn.lead')}</p>
          <ul>
            <li>{t('signIn.pitch1')}</li>
            <li>{t('signIn.pitch2')}</li>
            <li>{t('signIn.pitch3')}</li>
          </ul>
        </div>
        <div className="h-signin__panel">
          <h1>{t('signIn.title')}</h1>
          <Form onSubmit={(event) => void submit(event)} noValidate aria-label={t('signIn.title')}>
            <Stack gap={6}>
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
              <TextInput
                id="email"
                name="email"
                type="email"
                autoComplete="username"
                ref={email}
                labelText={t('signIn.email')}
                invalid={missing.email}
                invalidText={t('signIn.emailMissing')}
                {...(missing.email ? { 'aria-describedby': 'email-error-msg' } : {})}
              />
              <PasswordInput
                id="password"
                name="password"
                autoComplete="current-password"
                ref={password}
                labelText={t('signIn.password')}
                showPasswordLabel={t('signIn.showPassword')}
                hidePasswordLabel={t('signIn.hidePassword')}
                invalid={missing.password}
                invalidText={t('signIn.passwordMissing')}
                {...(missing.password ? { 'aria-describedby': 'password-error-msg' } : {})}
              />
              <Button type="submit" disabled={busy} className="h-wide">
                {busy ? t('signIn.going') : t('signIn.go')}
              </Button>
              <p className="h-help">{t('signIn.help')}</p>
            </Stack>
          </Form>
          <DemonstrationAccounts onChoose={choose} />
        </div>
      </main>
    </div>
  );
}
