import { Button } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText } from '../../api/problem-text.ts';
import { reading } from '../../api/query.ts';
import { leaveForProvider } from '../../api/sign-in.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';

/** The way in by the identity provider, before that by a password; nothing where this portal has none. */
export function Provider({ back, invitation }: { back?: string; invitation?: string }) {
  const { t } = useLanguage();
  const { data } = useQuery({ ...reading('GET /api/installation', { anonymous: true }), retry: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const label = data?.provider ?? null;
  if (label === null) return null;

  const leave = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await leaveForProvider({ ...(back && { back }), ...(invitation && { invitation }) });
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  };

  return (
    <div className="h-signin__provider">
      <FailureNote title={t('signIn.failed')} problem={problem} />
      <Button className="h-wide" disabled={busy} onClick={() => void leave()}>
        {busy ? t('signIn.leaving', { label }) : t('signIn.continueWith', { label })}
      </Button>
      <p className="h-signin__or">{t('signIn.orPassword')}</p>
    </div>
  );
}
