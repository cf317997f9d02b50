import { Button, Stack } from '@carbon/react';
import { useState } from 'react';
import type { Me } from '#web/contract/account/me.ts';
import { call } from '../api/api.ts';
import { takesPasskeys } from '../api/passkeys.ts';
import { refresh } from '../api/query.ts';
import { signOut } from '../api/sign-in.ts';
import { useLanguage } from '../language/use-language.ts';
import { EnrolAuthenticator } from '../spaces/account/EnrolAuthenticator.tsx';
import { EnrolPasskey } from '../spaces/account/EnrolPasskey.tsx';
import { FailureNote } from '../ui/FailureNote.tsx';
import { CodeField } from '../ui/fields/CodeField.tsx';
import { useCode } from '../ui/fields/use-code.ts';
import { useTitle } from '../ui/use-title.ts';
import { DemonstrationCode } from './entrance/DemonstrationCode.tsx';
import { Entrance } from './entrance/Entrance.tsx';
import { PasskeyButton } from './entrance/PasskeyButton.tsx';

/** All that a session sees whose rights ask for a second factor, until it gave one. */
export function SecondFactorGate({ me }: { me: Me }) {
  const { t } = useLanguage();
  useTitle(t('security.gateTitle'));
  const goOn = () => void refresh('/api/me');
  return (
    <Entrance title={t('security.gateTitle')}>
      <Stack gap={6}>
        <p>{t('security.gateText')}</p>
        {me.secondFactor === 'enrol' ? <Enrol onDone={goOn} /> : null}
        {me.secondFactor === 'prove' ? <Prove email={me.email ?? me.employeeNumber} onDone={goOn} /> : null}
        {me.secondFactor === 'passkey' ? <ByPasskey onDone={goOn} /> : null}
        <Button kind="ghost" size="sm" onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Button>
      </Stack>
    </Entrance>
  );
}

/** An authenticator or a passkey, as they like. */
function Enrol({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const [byPasskey, setByPasskey] = useState(false);
  if (byPasskey) return <EnrolPasskey onDone={onDone} />;
  return (
    <>
      <EnrolAuthenticator onDone={onDone} />
      {takesPasskeys() ? (
        <Button kind="ghost" size="sm" onClick={() => setByPasskey(true)}>
          {t('security.passkeyRather')}
        </Button>
      ) : null}
    </>
  );
}

function ByPasskey({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <FailureNote title={t('signIn.failed')} problem={problem} />
      <PasskeyButton onSignedIn={onDone} onProblem={setProblem} />
    </>
  );
}

function Prove({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useLanguage();
  const { busy, onSubmit, field } = useCode(async (code) => {
    await call('POST /api/account/proof', { body: { code } });
    onDone();
  });
  return (
    <form onSubmit={onSubmit} noValidate aria-label={t('security.gateTitle')}>
      <Stack gap={5}>
        <CodeField id="code" label={t('security.code')} {...field} />
        <Button type="submit" disabled={busy}>
          {t('security.confirm')}
        </Button>
        <DemonstrationCode email={email} />
      </Stack>
    </form>
  );
}
