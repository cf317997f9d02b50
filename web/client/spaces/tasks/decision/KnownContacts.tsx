import { showPhone } from '#domain/formats/phone.ts';
import { day } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';

/** How the agent could be reached before the request: a number that came with it proves nothing. */
export function KnownContacts({ contacts }: { contacts: NonNullable<TaskView['contacts']> }) {
  const { t, language } = useLanguage();
  return (
    <section className="h-contacts" aria-labelledby="contacts-title">
      <h3 id="contacts-title">{t('tasks.contacts')}</h3>
      <dl className="h-facts h-facts--stacked">
        {contacts.map(({ kind, value, replacedAt }) => (
          <div key={`${kind} ${value}`}>
            <dt>{t(`tasks.contactKinds.${kind}`)}</dt>
            <dd>
              {kind === 'phone' ? showPhone(value) : value}
              {replacedAt ? (
                <span className="h-muted"> ({t('tasks.contactReplaced', { date: day(replacedAt, language) })})</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {contacts.some(({ kind }) => kind === 'phone') ? null : <p className="h-help">{t('tasks.noPhone')}</p>}
    </section>
  );
}
