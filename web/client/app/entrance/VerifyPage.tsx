import { Stack } from '@carbon/react';
import { Link, useParams } from 'react-router';
import { addressOf } from '../../api/address.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useTitle } from '../../ui/use-title.ts';
import { Entrance } from './Entrance.tsx';

/**
 * Where the QR code of an act leads: how to have it verified. The same whatever the reference: nothing is asked of the server, so
 * that nobody learns here whether there is such an act.
 */
export function VerifyPage() {
  const { t } = useLanguage();
  const { reference = '' } = useParams();
  const title = t('acts.verify.title');
  useTitle(title);
  return (
    <Entrance title={title}>
      <Stack gap={5}>
        <p>{t('acts.verify.text')}</p>
        {/^[0-9A-HJKMNP-TV-Z]{26}$/i.test(reference) ? (
          <p>
            {t('acts.verify.reference')} <code className="h-break">{reference.toUpperCase()}</code>
          </p>
        ) : null}
        <ol>
          <li>{t('acts.verify.files')}</li>
          <li>
            {t('acts.verify.authority')}{' '}
            <a href={addressOf('GET /api/seal-authority.pem')} download>
              {t('acts.verify.download')}
            </a>
          </li>
          <li>
            {t('acts.verify.run')} <code className="h-break">{t('acts.verify.command')}</code>
          </li>
          <li>{t('acts.verify.compare')}</li>
        </ol>
        <p>{t('acts.verify.silent')}</p>
        <Link to="/sign-in">{t('acts.verify.signIn')}</Link>
      </Stack>
    </Entrance>
  );
}
