import { Button } from '@carbon/react';
import { takesPasskeys } from '../../api/passkeys.ts';
import { problemText } from '../../api/problem-text.ts';
import { signInByPasskey } from '../../api/sign-in.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';

/** Signs in by a passkey, where the browser has them; a problem is shown by the screen. */
export function PasskeyButton(props: { onSignedIn: () => void; onProblem: (problem: string | null) => void }) {
  const { t } = useLanguage();
  const { attempt, busy } = useAttempt();
  if (!takesPasskeys()) return null;
  const signIn = async () => {
    props.onProblem(null);
    try {
      const isSignedIn = await signInByPasskey();
      if (isSignedIn) props.onSignedIn();
      return isSignedIn;
    } catch (error) {
      props.onProblem(problemText(error));
      return false;
    }
  };
  return (
    <Button kind="tertiary" className="h-wide" disabled={busy} onClick={() => void attempt(signIn)}>
      {t('signIn.passkey')}
    </Button>
  );
}
