import type { PowerText } from '#domain/permissions/actor.ts';
import { civilDay } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';

/** What a power to sign by right stands on, as acts print it, and the act that appointed its holder; nothing of a bare office. */
export function PowerTextSaid({ powerReference, inNameOf, appointment }: PowerText) {
  const { t, language } = useLanguage();
  const published = appointment?.publishedOn;
  return (
    <>
      {powerReference ? (
        <span className="h-muted" lang="fr">
          {inNameOf ? `${t('account.power.forAuthority', { quality: inNameOf })}, ` : ''}
          {powerReference}
        </span>
      ) : null}
      {appointment ? (
        <span className="h-muted">
          <span lang="fr">{appointment.reference}</span>
          {published ? `, ${t('account.power.published', { date: civilDay(published, language) })}` : ''}
        </span>
      ) : null}
    </>
  );
}
