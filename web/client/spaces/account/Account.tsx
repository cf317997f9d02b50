import { Button, RadioButton, RadioButtonGroup, Tag } from '@carbon/react';
import { useState } from 'react';
import type { z } from 'zod';
import type { SessionView } from '#web/contract/account/me.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { refresh, useApi } from '../../api/query.ts';
import { signOut } from '../../api/sign-in.ts';
import { isMailed, useMe } from '../../app/me.tsx';
import { civilDay, moment } from '../../language/format.ts';
import { type LanguageCode, speak } from '../../language/language.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Assistants } from './Assistants.tsx';
import { Factors } from './Factors.tsx';
import { OwnData } from './OwnData.tsx';
import { OwnDelegations } from './OwnDelegations.tsx';
import { Passkeys } from './Passkeys.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { PowerTextSaid } from './PowerTextSaid.tsx';
import { SignIns } from './SignIns.tsx';

type Session = z.infer<typeof SessionView>;

/** The account: language, rights, open sessions. */
export function Account() {
  const { t, language } = useLanguage();
  const me = useMe();
  return (
    <Page title={t('account.title')}>
      <div className="h-columns">
        <div className="h-columns__main">
          <Panel title={t('account.language')}>
            <LanguageChoice />
          </Panel>
          {me.email === null ? (
            <Panel title={t('account.address')}>
              <p>
                {me.accountEmail === null
                  ? t('account.noAddress')
                  : t('account.personalAddress', { address: me.accountEmail })}
              </p>
            </Panel>
          ) : null}
          <Panel title={t('account.rights')}>
            {me.habilitations.length === 0 ? (
              <p className="h-muted">{t('account.noRight')}</p>
            ) : (
              <ul className="h-list">
                {me.habilitations.map((right) => (
                  <li key={`${right.role}-${right.structureName}`}>
                    <strong>{t(`roles.${right.role}`)}</strong>, {right.structureName}
                    <span className="h-muted">
                      {' '}
                      {right.until
                        ? t('account.fromUntil', {
                            from: civilDay(right.from, language),
                            until: civilDay(right.until, language),
                          })
                        : t('account.from', { from: civilDay(right.from, language) })}
                    </span>
                    {right.endsSoon ? (
                      <Tag type="red" size="sm">
                        {t('account.delegations.endsSoon')}
                      </Tag>
                    ) : null}
                    <span className="h-two">
                      <PowerTextSaid {...right} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <p className="h-help">{me.canStepUp ? t('account.secondFactor') : t('account.noSecondFactor')}</p>
          </Panel>
          <OwnDelegations />
          <Assistants />
          <PasswordForm />
          <Factors />
          <Passkeys />
          <Sessions />
          <SignIns />
        </div>
        <div className="h-columns__side">
          <OwnData me={me} />
        </div>
      </div>
    </Page>
  );
}

function LanguageChoice() {
  const { t, language } = useLanguage();
  const me = useMe();
  const [problem, setProblem] = useState('');
  const choose = async (next: LanguageCode) => {
    setProblem('');
    await speak(next);
    try {
      await call('PATCH /api/me', { body: { language: next } });
      await refresh('/api/me');
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <>
      <RadioButtonGroup
        legendText={t(isMailed(me) ? 'account.languageLegend' : 'account.languageOnScreen')}
        name="language"
        valueSelected={language}
        onChange={(value) => void choose(value as LanguageCode)}
      >
        <RadioButton id="language-fr" value="fr" labelText={<span lang="fr">Français</span>} />
        <RadioButton id="language-en" value="en" labelText={<span lang="en">English</span>} />
      </RadioButtonGroup>
      <p role="alert" className="h-assign__problem">
        {problem}
      </p>
    </>
  );
}

function Sessions() {
  const { t, language } = useLanguage();
  const query = useApi('GET /api/me/sessions');
  const [problem, setProblem] = useState('');
  const revoke = async (session: Session) => {
    setProblem('');
    if (session.current) return signOut();
    try {
      await call('DELETE /api/me/sessions/:id', { params: { id: session.id } });
      await refresh('/api/me/sessions');
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <Panel title={t('account.sessions')}>
      <p className="h-help">{t('account.sessionsHelp')}</p>
      <p role="alert" className="h-assign__problem">
        {problem}
      </p>
      <Loaded query={query}>
        {(data) => (
          <ul className="h-rows">
            {data.items.map((session) => (
              <li key={session.id} className="h-row h-row--session">
                <span className="h-two">
                  <strong>
                    {session.device ?? t('account.unknownDevice')}{' '}
                    {session.current ? <Tag type="green">{t('account.thisOne')}</Tag> : null}
                  </strong>
                  <span className="h-muted">
                    {t('account.opened', { date: moment(session.createdAt, language) })} ·{' '}
                    {t('account.expires', { date: moment(session.expiresAt, language) })}
                  </span>
                </span>
                <Button kind="danger--ghost" size="sm" onClick={() => void revoke(session)}>
                  {session.current ? t('shell.signOut') : t('account.revoke')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
