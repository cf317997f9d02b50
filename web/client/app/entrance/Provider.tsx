import { Button } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { reading } from '../../api/query.ts';
import { leaveForProvider } from '../../api/sign-in.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';

/** Leads to the identity provider, offered before the password; nothing where this portal has none. */
export function Provider({ back, invitation }: { back?: string; invitation?: string }) {
  const { t } = useLanguage();
  const { data } = useQuery({ ...reading('GET /api/installation', { anonymous: true }), retry: false });
  const { attempt, busy, problem } = useAttempt();
  const label = data?.provider ?? null;
  if (label === null) return null;

  const leave = () => attempt(() => leaveForProvider({ ...(back && { back }), ...(invitation && { invitation }) }));
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
