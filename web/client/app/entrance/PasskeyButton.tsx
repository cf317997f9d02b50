import { Button } from '@carbon/react';
import { useState } from 'react';
import { takesPasskeys } from '../../api/passkeys.ts';
import { problemText } from '../../api/problem-text.ts';
import { signInByPasskey } from '../../api/sign-in.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Sign-in by passkey, where the browser has them. */
export function PasskeyButton(props: { onSignedIn: () => void; onProblem: (problem: string | null) => void }) {
  const { t } = useLanguage();
  const [busy, setBusy] = useState(false);
  if (!takesPasskeys()) return null;
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    props.onProblem(null);
    try {
      if (await signInByPasskey()) return props.onSignedIn();
    } catch (error) {
      props.onProblem(problemText(error));
    }
    setBusy(false);
  };
  return (
    <Button kind="tertiary" className="h-wide" disabled={busy} onClick={() => void ask()}>
      {t('signIn.passkey')}
    </Button>
  );
}
