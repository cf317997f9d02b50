import { addressOf } from '#web/client/api/address.ts';
import { useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** How to do without this page: the fingerprint of the authority, to compare elsewhere, and what verifies offline. */
export function WithoutUs() {
  const { t } = useLanguage();
  const { data } = useApi('GET /api/verifications/authority');
  return (
    <section className="h-check">
      <h2>{t('acts.verify.without.title')}</h2>
      <p>{t('acts.verify.without.text')}</p>
      {data === undefined ? null : (
        <dl>
          {data.certificates.map(({ name, sha256 }) => (
            <div key={sha256}>
              <dt>{t('acts.verify.without.fingerprint')}</dt>
              <dd lang="fr">{name}</dd>
              <dd>
                <code className="h-break">{sha256}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>{t(data?.demonstration ? 'acts.verify.without.demonstration' : 'acts.verify.without.compare')}</p>
      <ul>
        <li>
          <a href="/verifier/hors-ligne.html" download="verifier-un-acte.html">
            {t('acts.verify.without.offline')}
          </a>
        </li>
        <li>
          <a href={addressOf('GET /api/seal-authority.pem')} download>
            {t('acts.verify.without.certificate')}
          </a>
        </li>
        <li>
          {t('acts.verify.without.run')} <code className="h-break">{t('acts.verify.without.command')}</code>
        </li>
      </ul>
    </section>
  );
}
