import { Button } from '@carbon/react';
import { useState } from 'react';
import type { AccountView } from '../../../contract/account.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';

interface Owner {
  readonly id: string;
  readonly workEmail: string;
}

/** The account of a person, for whoever administers where they are: its state, and what can be done with it. */
export function AccountPanel({ person }: { person: Owner }) {
  const { t } = useLanguage();
  const query = useApi('GET /api/administration/persons/:id/account', { params: { id: person.id } });
  return (
    <Panel title={t('accounts.panel.title')}>
      <Loaded query={query}>{(account) => <Account person={person} account={account} />}</Loaded>
    </Panel>
  );
}

function Account({ person, account }: { person: Owner; account: AccountView }) {
  const { t, language } = useLanguage();
  const [notice, setNotice] = useState('');
  const { attempt, busy, problem } = useAttempt();
  const { state, since, email, invitation } = account;
  const date = since === null ? '' : moment(since, language);
  const invite = () =>
    attempt(
      async () => {
        await call('POST /api/administration/persons/:id/invitation', { params: { id: person.id } });
        await refresh('/api/administration/persons');
        setNotice(t('accounts.panel.invited', { email: email ?? person.workEmail }));
      },
      { again: true },
    );
  return (
    <>
      <FailureNote problem={problem} />
      <p role="status" className="h-adminform__told">
        {notice}
      </p>
      <p>{t(`accounts.panel.${state}`, { date })}</p>
      {email === null ? null : <p className="h-muted">{t('accounts.panel.email', { email })}</p>}
      {invitation !== null && state === 'waiting' ? (
        <p className="h-muted">
          {t('accounts.panel.lastInvitation', { date: moment(invitation.at, language) })} ·{' '}
          {t(`accounts.panel.mail.${invitation.mail}`)}
        </p>
      ) : null}
      {account.may ? null : <p className="h-muted">{t('accounts.panel.own')}</p>}
      {account.may && (state === 'none' || state === 'waiting') ? (
        <Button kind="tertiary" size="sm" disabled={busy} onClick={() => void invite()}>
          {t(state === 'none' ? 'accounts.panel.invite' : 'accounts.panel.inviteAgain')}
        </Button>
      ) : null}
    </>
  );
}
