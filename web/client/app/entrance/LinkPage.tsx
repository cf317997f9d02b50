import { Button, Stack } from '@carbon/react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import type { LinkView } from '../../../contract/account.ts';
import { call } from '../../api/api.ts';
import { problemText } from '../../api/problem-text.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useTitle } from '../../ui/use-title.ts';
import { ChoosePassword } from './ChoosePassword.tsx';
import { Entrance } from './Entrance.tsx';
import { Provider } from './Provider.tsx';
import { Refusal } from './Refusal.tsx';

/**
 * A one-time link. The address holds its token in the fragment, which no request sends: a mail scanner that opens the
 * address opens nothing. Only a click says it to the server, and only the choice of a password uses it.
 */
export function LinkPage() {
  const { t } = useLanguage();
  const token = useLocation().hash.slice(1);
  const [link, setLink] = useState<LinkView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const title = link ? t(`accounts.link.${link.purpose}`) : t('accounts.link.title');
  useTitle(title);

  const open = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      setLink(await call('POST /api/account/link', { body: { token }, anonymous: true }));
    } catch (error) {
      setProblem(problemText(error));
    }
    setBusy(false);
  };

  return (
    <Entrance title={title}>
      {link ? (
        <>
          {link.purpose === 'invitation' ? <Provider invitation={token} /> : null}
          <ChoosePassword link={link} token={token} />
        </>
      ) : (
        <Stack gap={6}>
          <Refusal title={t('accounts.link.failed')} problem={token === '' ? t('accounts.link.cut') : problem} />
          <p>{t('accounts.link.text')}</p>
          <Button disabled={busy || token === ''} className="h-wide" onClick={() => void open()}>
            {t('accounts.link.open')}
          </Button>
          <a href="/sign-in">{t('accounts.link.toSignIn')}</a>
        </Stack>
      )}
    </Entrance>
  );
}
