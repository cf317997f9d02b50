import { Button, Stack } from '@carbon/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isTouchingFault } from '#domain/act/later-act.ts';
import { ApiProblem } from '#web/client/api/api.ts';
import { problemText } from '#web/client/api/problem-text.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useLanguage } from '#web/client/language/use-language.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { CodeField, isCode } from '#web/client/ui/fields/CodeField.tsx';
import { signsByPasskey } from './signs-by-passkey.ts';

/** Proof that the signer is there: the six digits of their authenticator, or the answer of their passkey. */
export type GivenProof = { readonly code: string } | { readonly passkey: { readonly id: string } };

/** Words of the form, which depend on what is signed. */
interface Words {
  readonly code: string;
  readonly passkey: string;
  readonly back: string;
}

/** Asks the signer to prove that they are there, for the very acts they were shown. */
export function StepUpForm(props: {
  words: Words;
  busy: boolean;
  /** Asks the server what the passkey must sign. */
  askPasskey: () => Promise<{ options: object }>;
  /** Sends the proof, then signs. */
  prove: (given: GivenProof) => Promise<unknown>;
  /** Called when the page that was read can no longer be signed: no proof was spent on it. */
  onOutdated: (problem: string) => void;
  onBack: () => void;
}) {
  const { t } = useLanguage();
  const me = useMe();
  const [code, setCode] = useState('');
  const { attempt, busy, problem, setProblem } = useAttempt();
  /** What is wrong with the code, shown at its field; a problem of the passkey is shown above. */
  const [codeProblem, setCodeProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const waits = busy || props.busy;
  const byPasskey = signsByPasskey(me);

  const prove = (give: () => Promise<unknown>, onProblem: (error: unknown) => void) =>
    attempt(
      async () => {
        setCodeProblem('');
        try {
          await give();
        } catch (error) {
          if (isOutdated(error)) return props.onOutdated(problemText(error));
          onProblem(error);
        }
      },
      { again: true },
    );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (waits || !me.canStepUp) return;
    if (!isCode(code)) {
      setCodeProblem(t('tasks.codeShape'));
      return input.current?.focus();
    }
    void prove(
      () => props.prove({ code }),
      (error) => {
        const left = triesLeft(error, 'code-wrong');
        setCodeProblem(left === null ? problemText(error) : t('tasks.codeWrong', { count: left }));
        setCode('');
        input.current?.focus();
      },
    );
  };

  const signByPasskey = () =>
    prove(
      async () => {
        const { options } = await props.askPasskey();
        const { startAuthentication } = await import('@simplewebauthn/browser');
        const answer = await startAuthentication({ optionsJSON: options as never }).catch(() => null);
        if (answer === null) return setProblem(t('tasks.passkeyGivenUp'));
        await props.prove({ passkey: { ...answer } });
      },
      (error) => {
        const left = triesLeft(error, 'passkey-refused');
        setProblem(left === null ? problemText(error) : t('tasks.passkeyRefused', { count: left }));
      },
    );

  return (
    <form className="h-stepup" onSubmit={submit} noValidate>
      <Stack gap={5}>
        <h3>{t('tasks.stepUpTitle')}</h3>
        <FailureNote problem={problem} />
        {byPasskey ? <p>{props.words.passkey}</p> : null}
        {me.canStepUp ? (
          <>
            <p>{props.words.code}</p>
            <CodeField
              ref={input}
              id="step-up-code"
              label={t('tasks.code')}
              value={code}
              problem={codeProblem}
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
