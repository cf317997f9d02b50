import { Button, Stack } from '@carbon/react';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { FactorsView } from '#web/contract/account/factors.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { takesPasskeys } from '../../api/passkeys.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CodeField, isCode } from '../../ui/fields/CodeField.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EnrolPasskey } from './EnrolPasskey.tsx';

type Passkey = z.infer<typeof FactorsView>['passkeys'][number];

/** Lists one's own passkeys, which open the portal on a computer or telephone; adds and removes them. */
export function Passkeys() {
  const { t } = useLanguage();
  const query = useApi('GET /api/account/factors');
  const [adding, setAdding] = useState(false);
  const done = () => {
    setAdding(false);
    void refresh('/api/account/factors', '/api/me');
  };
  return (
    <Panel title={t('security.passkeys')}>
      <Loaded query={query}>
        {({ passkeys, authenticator }) => (
          <Stack gap={4}>
            {passkeys.length === 0 ? (
              <p className="h-muted">{t('security.passkeysNone')}</p>
            ) : (
              <ul className="h-rows">
                {passkeys.map((passkey) => (
                  <Row key={passkey.id} passkey={passkey} hasAuthenticator={authenticator} onDone={done} />
                ))}
              </ul>
            )}
            {adding ? <EnrolPasskey hasAuthenticator={authenticator} onDone={done} /> : null}
            {!adding && takesPasskeys() ? (
              <div>
                <Button size="sm" kind="tertiary" onClick={() => setAdding(true)}>
                  {t('security.passkeyAdd')}
                </Button>
              </div>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function Row(props: { passkey: Passkey; hasAuthenticator: boolean; onDone: () => void }) {
  const { id, name, createdAt, lastUsedAt } = props.passkey;
  const { t, language } = useLanguage();
  const [code, setCode] = useState<string | null>(null);
  const { attempt, problem, setProblem } = useAttempt();
  const send = async () => {
    try {
      const body = code === null ? {} : { code };
      await call('POST /api/account/passkeys/:id/removal', { params: { id }, body });
      props.onDone();
    } catch (error) {
      const asked = error instanceof ApiProblem && error.code === 'proof-expected';
      if (!asked || !props.hasAuthenticator || code !== null) throw error;
      setCode('');
    }
  };
  const remove = (event?: FormEvent) => {
    event?.preventDefault();
    if (code !== null && !isCode(code)) return setProblem(t('security.codeShape'));
    void attempt(send, { again: true });
  };
  return (
    <li className="h-row h-row--session">
      <span className="h-two">
        <strong>{name}</strong>
        <span className="h-muted">
          {t('security.passkeyMade', { date: moment(createdAt, language) })}
          {lastUsedAt === null ? null : ` · ${t('security.passkeyUsed', { date: moment(lastUsedAt, language) })}`}
        </span>
        {code === null ? (
          <span role="alert" className="h-assign__problem">
            {problem}
          </span>
        ) : (
          <form onSubmit={remove} noValidate aria-label={t('security.giveCode')}>
            <CodeField label={t('security.code')} value={code} problem={problem ?? ''} onChange={setCode} />
          </form>
        )}
      </span>
      <Button
        kind="danger--ghost"
        size="sm"
        aria-label={t('security.passkeyRemove', { name })}
        onClick={() => remove()}
      >
        {t('security.remove')}
      </Button>
    </li>
  );
}
