import { Button, Stack, Tag } from '@carbon/react';
import { useState } from 'react';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CodeField } from '../../ui/fields/CodeField.tsx';
import { useCode } from '../../ui/fields/use-code.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EnrolAuthenticator } from './EnrolAuthenticator.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** What a person is about to do with their second factor. */
type Doing = { what: 'enrol' } | { what: 'replace' | 'remove' | 'codes' } | null;

/** One's own second factor: the authenticator, and the codes for the day it is lost. */
export function Factors() {
  const { t } = useLanguage();
  const query = useApi('GET /api/account/factors');
  const [doing, setDoing] = useState<Doing>(null);
  /** The code that replaces the authenticator. */
  const [replacing, setReplacing] = useState<{ code: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const done = () => {
    setDoing(null);
    setReplacing(null);
    setCodes(null);
    void refresh('/api/account/factors', '/api/me');
  };

  const give = async (code: string) => {
    if (doing?.what === 'replace') return setReplacing({ code });
    if (doing?.what === 'codes')
      return setCodes((await call('POST /api/account/recovery-codes', { body: { code } })).recoveryCodes);
    await call('POST /api/account/factor/removal', { body: { code } });
    done();
  };

  return (
    <Panel title={t('security.factors')}>
      <Loaded query={query}>
        {({ authenticator, recoveryCodesLeft, needed }) => {
          if (codes) return <RecoveryCodes codes={codes} onDone={done} />;
          if (doing?.what === 'enrol') return <EnrolAuthenticator onDone={done} />;
          if (replacing) return <EnrolAuthenticator proof={replacing} onDone={done} />;
          if (doing) return <GiveCode what={doing.what} give={give} back={() => setDoing(null)} />;
          return (
            <Stack gap={4}>
              <p>
                {t('security.authenticator')}{' '}
                <Tag type={authenticator ? 'green' : 'gray'}>
                  {authenticator ? t('security.registered') : t('security.none')}
                </Tag>
              </p>
              {recoveryCodesLeft === null ? null : (
                <p className="h-muted">{t('security.codesLeft', { count: recoveryCodesLeft })}</p>
              )}
              <p className="h-help">{needed ? t('security.neededText') : t('security.offeredText')}</p>
              <div className="h-formend">
                {authenticator ? (
                  <>
                    <Button size="sm" kind="tertiary" onClick={() => setDoing({ what: 'replace' })}>
                      {t('security.replace')}
                    </Button>
                    <Button size="sm" kind="tertiary" onClick={() => setDoing({ what: 'codes' })}>
                      {t('security.newCodes')}
                    </Button>
                    {needed ? null : (
                      <Button size="sm" kind="danger--ghost" onClick={() => setDoing({ what: 'remove' })}>
                        {t('security.remove')}
                      </Button>
                    )}
                  </>
                ) : (
                  <Button size="sm" onClick={() => setDoing({ what: 'enrol' })}>
                    {t('security.enrolButton')}
                  </Button>
                )}
              </div>
            </Stack>
          );
        }}
      </Loaded>
    </Panel>
  );
}

/** A code of the authenticator that is there, before it is changed. */
function GiveCode(props: {
  what: 'replace' | 'remove' | 'codes';
  give: (code: string) => Promise<void>;
  back: () => void;
}) {
  const { t } = useLanguage();
  const { busy, onSubmit, field } = useCode(props.give);
  const action = {
    replace: t('security.goOn'),
    remove: t('security.remove'),
    codes: t('security.newCodes'),
  };
  return (
    <form onSubmit={onSubmit} noValidate aria-label={t('security.factors')}>
      <Stack gap={5}>
        <p>{t('security.giveCode')}</p>
        <CodeField id="present-code" label={t('security.code')} {...field} />
        <div className="h-formend">
          <Button type="submit" size="md" disabled={busy} kind={props.what === 'remove' ? 'danger' : 'primary'}>
            {action[props.what]}
          </Button>
          <Button kind="ghost" size="md" onClick={props.back}>
            {t('common.cancel')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
