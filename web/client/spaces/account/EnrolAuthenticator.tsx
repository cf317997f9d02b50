import { Button, Stack } from '@carbon/react';
import { type FormEvent, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { EnrolmentView } from '#web/contract/account/factors.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { CodeField } from '../../ui/fields/CodeField.tsx';
import { PasswordField } from '../../ui/fields/PasswordField.tsx';
import { useCode } from '../../ui/fields/use-code.ts';
import { QrCode } from '../../ui/QrCode.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

type Enrolment = z.infer<typeof EnrolmentView>;
type Proof = { code?: string; password?: string };

/** Registers an authenticator: scan, type its first code, keep the recovery codes. */
export function EnrolAuthenticator({ proof, onDone }: { proof?: Proof; onDone: () => void }) {
  const { t } = useLanguage();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const { attempt, problem } = useAttempt();

  const begin = (given: Proof) =>
    attempt(
      async () => {
        try {
          setEnrolment(await call('POST /api/account/factor/enrolment', { body: given }));
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.code !== 'proof-expected' || given.code) throw error;
          setPassword('');
        }
      },
      { again: true },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once for each proof
  useEffect(() => void begin(proof ?? {}), [proof]);

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (enrolment) return <FirstCode enrolment={enrolment} onCodes={setCodes} />;
  const withPassword = (event: FormEvent) => {
    event.preventDefault();
    void begin({ password: password ?? '' });
  };
  return (
    <Stack gap={5}>
      <FailureNote title={t('security.notDone')} problem={problem} />
      {password === null ? null : (
        <form onSubmit={withPassword} noValidate aria-label={t('security.whoText')}>
          <Stack gap={5}>
            <p>{t('security.whoText')}</p>
            <PasswordField
              id="enrol-password"
              autoComplete="current-password"
              labelText={t('signIn.password')}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="submit" size="md">
              {t('security.goOn')}
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  );
}

function FirstCode(props: { enrolment: Enrolment; onCodes: (codes: readonly string[]) => void }) {
  const { secret, uri, ticket } = props.enrolment;
  const { t } = useLanguage();
  const { busy, onSubmit, field } = useCode(async (code) =>
    props.onCodes((await call('POST /api/account/factor', { body: { ticket, code } })).recoveryCodes),
  );
  return (
    <form onSubmit={onSubmit} noValidate aria-label={t('security.enrolTitle')}>
      <Stack gap={5}>
        <ol className="h-enrol">
          <li>{t('security.enrolApplication')}</li>
          <li>
            {t('security.enrolScan')}
            <QrCode text={uri} label={t('security.enrolQr')} />
            <span className="h-help">
              {t('security.enrolType')} <code className="h-enrol__secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
            </span>
          </li>
          <li>{t('security.enrolCode')}</li>
        </ol>
        <CodeField id="first-code" label={t('security.code')} {...field} />
        <Button type="submit" disabled={busy}>
          {t('security.enrol')}
        </Button>
      </Stack>
    </form>
  );
}
