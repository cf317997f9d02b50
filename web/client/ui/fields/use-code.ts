import { type FormEvent, useState } from 'react';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { isCode } from './CodeField.tsx';

/**
 * Holds a form of one six-digit code: what is typed, what is wrong with it, how it is sent. Clears a code that is refused; after
 * one that is accepted, what the form becomes is up to the screen.
 */
export function useCode(give: (code: string) => Promise<void>) {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const { attempt, busy, problem, setProblem } = useAttempt();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isCode(code)) return setProblem(t('security.codeShape'));
    void attempt(
      () =>
        give(code).catch((error) => {
          setCode('');
          throw error;
        }),
      { again: true },
    );
  };
  return { busy, onSubmit, field: { value: code, problem: problem ?? '', onChange: setCode } };
}
