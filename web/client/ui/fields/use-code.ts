import { type FormEvent, useState } from 'react';
import { problemText } from '../../api/problem-text.ts';
import { useLanguage } from '../../language/use-language.ts';
import { isCode } from './CodeField.tsx';

/**
 * A form of one six-digit code: what is typed, what is wrong with it, and its sending. A code that is refused is typed anew;
 * one that was taken leaves the form to whoever shows it.
 */
export function useCode(give: (code: string) => Promise<void>) {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!isCode(code)) return setProblem(t('security.codeShape'));
    setBusy(true);
    setProblem('');
    try {
      await give(code);
    } catch (error) {
      setProblem(problemText(error));
      setCode('');
    }
    setBusy(false);
  };
  return {
    busy,
    onSubmit: (event: FormEvent) => void submit(event),
    field: { value: code, problem, onChange: setCode },
  };
}
