import { Button, Form, Stack, TextInput } from '@carbon/react';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { ApiProblem } from '../api/api.ts';
import { refusalText } from '../api/problem-text.ts';
import { queryClient } from '../api/query.ts';
import { signIn } from '../api/sign-in.ts';
import { useAttempt } from '../api/use-attempt.ts';
import { alsoSpeak } from '../language/language.ts';
import { useLanguage } from '../language/use-language.ts';
import { FailureNote } from '../ui/FailureNote.tsx';
import { PasswordField } from '../ui/fields/PasswordField.tsx';
import { useTitle } from '../ui/use-title.ts';
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx';
import { EmptyPortal } from './entrance/EmptyPortal.tsx';
import { Entrance } from './entrance/Entrance.tsx';
import { PasskeyButton } from './entrance/PasskeyButton.tsx';
import { Provider } from './entrance/Provider.tsx';

/** Its code and its texts come once it is asked for. */
const SecondFactorStep = lazy(async () => {
  const [step] = await Promise.all([import('./entrance/SecondFactorStep.tsx'), alsoSpeak('pages')]);
  return { default: step.SecondFactorStep };
});

/** Only a path of this portal: an address with a host would lead elsewhere. */
const safeBack = (back: string | null): string =>
  back?.startsWith('/') && !back.startsWith('//') && !back.includes('\\') ? back : '/';

/** Opens a session by a password and a second factor, a passkey or the identity provider, then goes where one was bound. */
export function SignIn() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  /** The name of an account whose password was just chosen. */
  const chosen = (useLocation().state as { chosen?: string } | null)?.chosen;
  // At first, why the identity provider let nobody in.
  const { attempt, busy, problem, setProblem } = useAttempt(refusalText(search));
  const [missing, setMissing] = useState<{ email: boolean; password: boolean }>({ email: false, password: false });
  /** The name of the account whose password was right and whose code is awaited. */
  const [awaited, setAwaited] = useState<string | null>(null);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useTitle(t('signIn.title'));

  const choose = (address: string) => {
    if (email.current) email.current.value = address;
    setMissing({ email: false, password: false });
    password.current?.focus();
  };

  const goOn = () => {
    queryClient.clear();
    void navigate(safeBack(search.get('back')), { replace: true });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = { email: email.current?.value.trim() ?? '', password: password.current?.value ?? '' };
    setMissing({ email: typed.email === '', password: typed.password === '' });
    setProblem(null);
    if (typed.email === '') return email.current?.focus();
    if (typed.password === '') return password.current?.focus();
    void attempt(async () => {
      try {
        const { next } = await signIn(typed.email, typed.password);
        if (next === undefined) return goOn();
        setAwaited(typed.email);
      } catch (error) {
        password.current?.select();
        password.current?.focus();
        if (!(error instanceof ApiProblem) || (error.status !== 401 && error.status !== 400)) throw error;
        setProblem(t('signIn.refused'));
      }
      return false;
    });
  };

  const startOver = (why: string) => {
    setAwaited(null);
    setProblem(why);
  };
  if (awaited !== null)
    return (
      <Suspense>
        <SecondFactorStep email={awaited} onSignedIn={goOn} onLate={startOver} />
      </Suspense>
    );
  return (
    <Entrance title={t('signIn.title')}>
      <Provider back={safeBack(search.get('back'))} />
      <Form onSubmit={submit} noValidate aria-label={t('signIn.title')}>
        <Stack gap={6}>
          <FailureNote title={t('signIn.failed')} problem={problem} />
          {chosen === undefined ? null : <p role="status">{t('signIn.chosen')}</p>}
          <TextInput
            id="email"
            name="email"
            type="text"
            autoComplete="username"
            ref={email}
            defaultValue={chosen ?? ''}
            labelText={t('signIn.name')}
            invalid={missing.email}
            invalidText={t('signIn.nameMissing')}
            {...(missing.email ? { 'aria-describedby': 'email-error-msg' } : {})}
          />
          <PasswordField
            id="password"
            name="password"
            autoComplete="current-password"
            ref={password}
            labelText={t('signIn.password')}
            fault={missing.password ? t('signIn.passwordMissing') : null}
          />
          <Button type="submit" disabled={busy} className="h-wide">
            {busy ? t('signIn.going') : t('signIn.go')}
          </Button>
          <PasskeyButton onSignedIn={goOn} onProblem={setProblem} />
          <Link to="/forgotten">{t('signIn.forgotten')}</Link>
        </Stack>
      </Form>
      <EmptyPortal />
      <DemonstrationAccounts onChoose={choose} />
    </Entrance>
  );
}
