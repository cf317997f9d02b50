import { Button } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { AccountView } from '#web/contract/account/account.ts';
import { ReasonField } from '../fields.tsx';
import { StatusLine } from '../StatusLine.tsx';

interface Owner {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly workEmail: string | null;
}

/** What is done to an account with a reason, in which of its states. */
const ACTS = {
  recover: { endpoint: 'POST /api/administration/persons/:id/recovery', danger: true },
  lock: { endpoint: 'POST /api/administration/persons/:id/lock', danger: true },
  unlock: { endpoint: 'POST /api/administration/persons/:id/unlock', danger: false },
  close: { endpoint: 'POST /api/administration/persons/:id/closure', danger: true },
  reopen: { endpoint: 'POST /api/administration/persons/:id/reopening', danger: false },
  forget: { endpoint: 'POST /api/administration/persons/:id/account-address/removal', danger: true },
} as const;
type Act = keyof typeof ACTS;

const OFFERED: Readonly<Record<AccountView['state'], readonly Act[]>> = {
  none: [],
  waiting: ['close'],
  active: ['recover', 'lock', 'close'],
  locked: ['unlock', 'close'],
  closed: ['reopen'],
};

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
  const [asking, setAsking] = useState<Act | null>(null);
  const { attempt, busy, problem } = useAttempt();
  const { state, since, email, accountEmail, invitation, may } = account;
  const address = person.workEmail ?? accountEmail;
  const date = since === null ? '' : moment(since, language);
  const invite = () =>
    attempt(
      async () => {
        await call('POST /api/administration/persons/:id/invitation', { params: { id: person.id } });
        await refresh('/api/administration/persons');
        setNotice(t('accounts.panel.invited', { email: address ?? '' }));
      },
      { again: true },
    );
  const done = (said: string) => {
    setAsking(null);
    setNotice(said);
  };
  return (
    <>
      <FailureNote problem={problem} />
      <StatusLine text={notice} />
      <p>{t(`accounts.panel.${state}`, { date })}</p>
      {email === null ? null : <p className="h-muted">{t('accounts.panel.email', { email })}</p>}
      {invitation !== null && state === 'waiting' ? (
        <p className="h-muted">
          {t('accounts.panel.lastInvitation', { date: moment(invitation.at, language) })} ·{' '}
          {t(`accounts.panel.mail.${invitation.mail}`)}
        </p>
      ) : null}
      {may ? (
        <div className="h-panel__actions">
          {address !== null && (state === 'none' || state === 'waiting') ? (
            <Button kind="tertiary" size="sm" disabled={busy} onClick={() => void invite()}>
              {t(state === 'none' ? 'accounts.panel.invite' : 'accounts.panel.inviteAgain')}
            </Button>
          ) : null}
          {[...OFFERED[state], ...(accountEmail === null ? [] : (['forget'] as const))].map((act) => (
            <Button
              key={act}
              kind={ACTS[act].danger ? 'danger--ghost' : 'tertiary'}
              size="sm"
              onClick={() => setAsking(act)}
            >
              {t(`accounts.panel.${act}`)}
            </Button>
          ))}
        </div>
      ) : (
        <p className="h-muted">{t('accounts.panel.own')}</p>
      )}
      {state === 'active' ? <Sessions person={person} may={may} onEnded={setNotice} /> : null}
      {asking === null ? null : (
        <ActDialog act={asking} person={person} account={account} onClose={() => setAsking(null)} onDone={done} />
      )}
    </>
  );
}

function ActDialog(props: {
  act: Act;
  person: Owner;
  account: AccountView;
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t } = useLanguage();
  const { act, person, account } = props;
  const onPaper = person.workEmail === null && account.accountEmail === null;
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={t(`accounts.panel.${act}Title`, { name: fullName(person) })}
      confirm={t(`accounts.panel.${act}`)}
      danger={ACTS[act].danger}
      ready={isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const answer = await call(ACTS[act].endpoint, { params: { id: person.id }, body: { reason: reason.trim() } });
        await refresh('/api/administration/persons', '/api/persons/', '/api/administration/proposals?');
        const done =
          act === 'recover' && onPaper ? 'accounts.paper.recoverDone' : (`accounts.panel.${act}Done` as const);
        props.onDone(t(answer === undefined ? done : 'accounts.panel.recoverProposed'));
      }}
    >
      <p>{t(`accounts.panel.${act}Text`)}</p>
      {act === 'recover' ? <p>{t(onPaper ? 'accounts.paper.recover' : 'accounts.panel.recoverMail')}</p> : null}
      {act === 'recover' && account.byTwo ? <p>{t('accounts.panel.recoverByTwo')}</p> : null}
      <ReasonField id={`account-${act}-reason`} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

function Sessions(props: { person: Owner; may: boolean; onEnded: (notice: string) => void }) {
  const { t, language } = useLanguage();
  const { person, may, onEnded } = props;
  const params = { id: person.id };
  const query = useApi('GET /api/administration/persons/:id/sessions', { params });
  const { attempt, busy, problem } = useAttempt();
  const end = (sessionId?: string) =>
    attempt(
      async () => {
        if (sessionId === undefined) await call('DELETE /api/administration/persons/:id/sessions', { params });
        else
          await call('DELETE /api/administration/persons/:id/sessions/:sessionId', {
            params: { ...params, sessionId },
          });
        await refresh('/api/administration/persons');
        onEnded(t('accounts.panel.sessionsEnded'));
      },
      { again: true },
    );
  return (
    <>
      <h3 className="h-panel__second">{t('accounts.panel.sessions')}</h3>
      <FailureNote problem={problem} />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="h-muted">{t('accounts.panel.noSession')}</p>
          ) : (
            <>
              <ul className="h-rows">
                {items.map(({ id, device, createdAt }) => (
                  <li key={id} className="h-row h-row--session">
                    <span className="h-two">
                      <strong>{device ?? t('accounts.panel.unknownDevice')}</strong>
                      <span className="h-muted">
                        {t('accounts.panel.sessionOpened', { date: moment(createdAt, language) })}
                      </span>
                    </span>
                    {may ? (
                      <Button kind="danger--ghost" size="sm" disabled={busy} onClick={() => void end(id)}>
                        {t('accounts.panel.endSession')}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
              {may ? (
                <div className="h-panel__actions">
                  <Button kind="danger--ghost" size="sm" disabled={busy} onClick={() => void end()}>
                    {t('accounts.panel.endSessions')}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }
      </Loaded>
    </>
  );
}
