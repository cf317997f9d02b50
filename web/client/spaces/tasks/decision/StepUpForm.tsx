import { Button, Stack } from '@carbon/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isTouchingFault } from '#domain/act/later-act.ts';
import { ApiProblem } from '#web/client/api/api.ts';
import { problemText } from '#web/client/api/problem-text.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { CodeField, isCode } from '#web/client/ui/fields/CodeField.tsx';
import { signsByPasskey } from './signs-by-passkey.ts';

/** What proves that the signer is there: the six digits of their authenticator, or what their passkey answered. */
export type GivenProof = { readonly code: string } | { readonly passkey: { readonly id: string } };

/** What is signed, as the form words it. */
interface Words {
  readonly code: string;
  readonly passkey: string;
  readonly back: string;
}

/** Who signs proves that they are there, for the very acts they were shown. */
export function StepUpForm(props: {
  words: Words;
  busy: boolean;
  /** What the passkey is to sign. */
  askPasskey: () => Promise<{ options: object }>;
  /** Gives the proof, then signs. */
  prove: (given: GivenProof) => Promise<unknown>;
  /** The page that was read cannot be signed any more: nothing was spent on it. */
  onOutdated: (problem: string) => void;
  onBack: () => void;
}) {
  const { t } = useLanguage();
  const me = useMe();
  const [code, setCode] = useState('');
  /** What was wrong with the code, said at its field; with the passkey, above. */
  const [problem, setProblem] = useState('');
  const [passkeyProblem, setPasskeyProblem] = useState<string | null>(null);
  const [checking, setChecking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const waits = checking || props.busy;
  const byPasskey = signsByPasskey(me);

  const attempt = async (prove: () => Promise<unknown>, onProblem: (error: unknown) => void) => {
    setChecking(true);
    setProblem('');
    setPasskeyProblem(null);
    try {
      await prove();
    } catch (error) {
      if (isOutdated(error)) return props.onOutdated(problemText(error));
      onProblem(error);
    } finally {
      setChecking(false);
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (waits || !me.canStepUp) return;
    if (!isCode(code)) {
      setProblem(t('tasks.codeShape'));
      return input.current?.focus();
    }
    await attempt(
      () => props.prove({ code }),
      (error) => {
        const left = triesLeft(error, 'code-wrong');
        setProblem(left === null ? problemText(error) : t('tasks.codeWrong', { count: left }));
        setCode('');
        input.current?.focus();
      },
    );
  };

  const signByPasskey = () =>
    attempt(
      async () => {
        const { options } = await props.askPasskey();
        const { startAuthentication } = await import('@simplewebauthn/browser');
        const answer = await startAuthentication({ optionsJSON: options as never }).catch(() => null);
        if (answer === null) return setPasskeyProblem(t('tasks.passkeyGivenUp'));
        await props.prove({ passkey: { ...answer } });
      },
      (error) => {
        const left = triesLeft(error, 'passkey-refused');
        setPasskeyProblem(left === null ? problemText(error) : t('tasks.passkeyRefused', { count: left }));
      },
    );

  return (
    <form className="h-stepup" onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap={5}>
        <h3>{t('tasks.stepUpTitle')}</h3>
        <FailureNote problem={passkeyProblem} />
        {byPasskey ? <p>{props.words.passkey}</p> : null}
        {me.canStepUp ? (
          <>
            <p>{props.words.code}</p>
            <CodeField
              ref={input}
              id="step-up-code"
              label={t('tasks.code')}
              value={code}
              problem={problem}
              onChange={setCode}
            />
          </>
        ) : null}
        <div className="h-formend">
          {me.canStepUp ? (
            <Button type="submit" disabled={waits}>
              {waits ? t('tasks.signing') : t('tasks.signNow')}
            </Button>
          ) : null}
          {byPasskey ? (
            <Button kind={me.canStepUp ? 'tertiary' : 'primary'} disabled={waits} onClick={() => void signByPasskey()}>
              {t('tasks.signByPasskey')}
            </Button>
          ) : null}
          <Button kind="ghost" disabled={waits} onClick={props.onBack}>
            {props.words.back}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** It is of another day, under another power, or there is none any more; or may no longer touch the act that it is about. */
const isOutdated = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.code === 'preview-outdated' || error.code === 'no-signing-capacity' || isTouchingFault(error.code));

/** How many tries are left after this refusal; null for any other. */
const triesLeft = (error: unknown, code: string): number | null =>
  error instanceof ApiProblem && error.code === code && error.params.left !== undefined
    ? Number(error.params.left)
    : null;
