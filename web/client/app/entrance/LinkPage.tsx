import { Button, Stack } from '@carbon/react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import type { LinkView } from '#web/contract/account/account.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ChoosePassword } from './ChoosePassword.tsx';
import { Entrance } from './Entrance.tsx';
import { Provider } from './Provider.tsx';

/**
 * A one-time link. The address holds its token in the fragment, which no request sends: a mail scanner that opens the
 * address opens nothing. Only a click says it to the server, and only the choice of a password uses it.
 */
export function LinkPage() {
  const { t } = useLanguage();
  const token = useLocation().hash.slice(1);
  const [link, setLink] = useState<LinkView | null>(null);
  const [late, setLate] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const { attempt, busy, problem } = useAttempt();
  const title = link ? t(`accounts.link.${link.purpose}`) : t('accounts.link.title');
  useTitle(title);

  const open = () =>
    attempt(async () => {
      try {
        setLink(await call('POST /api/account/link', { body: { token }, anonymous: true }));
      } catch (error) {
        setLate(error instanceof ApiProblem && error.code === 'link-late');
        throw error;
      }
    });
  const renew = () =>
    attempt(async () => {
      await call('POST /api/account/link/renewal', { body: { token }, anonymous: true });
      setRenewed(true);
    });

  if (link)
    return (
      <Entrance title={title}>
        {link.purpose === 'reset' ? null : <Provider invitation={token} />}
        <ChoosePassword link={link} token={token} />
      </Entrance>
    );
  return (
    <Entrance title={title}>
      <Stack gap={6}>
        <FailureNote title={t('accounts.link.failed')} problem={token === '' ? t('accounts.link.cut') : problem} />
        {renewed ? (
          <p role="status">{t('accounts.link.renewed')}</p>
        ) : (
          <>
            <p>{t('accounts.link.text')}</p>
            <Button disabled={busy || token === ''} className="h-wide" onClick={() => void (late ? renew() : open())}>
              {late ? t('accounts.link.renew') : t('accounts.link.open')}
            </Button>
          </>
        )}
        <a href="/sign-in">{t('accounts.link.toSignIn')}</a>
      </Stack>
    </Entrance>
  );
}
