import type { Address } from 'postal-mime';
import type { CaughtMessage } from './mailbox.ts';

type Language = 'fr' | 'en';

const TEXTS = {
  fr: {
    title: 'Courriels reçus par le serveur de démonstration',
    intro: 'Ces courriels ne sont partis nulle part : ils sont gardés ici pour être lus.',
    empty: 'Aucun courriel pour le moment. Ils apparaîtront ici dès que le portail en enverra.',
    date: 'Reçu le',
    from: 'De',
    to: 'À',
    subject: 'Objet',
    attachments: 'Pièces jointes',
    none: 'aucune',
    back: 'Retour à la liste',
    source: 'Message brut (.eml)',
    missing: 'Ce courriel n’existe pas.',
    previous: 'Plus récents',
    next: 'Plus anciens',
  },
  en: {
    title: 'Mail received by the demonstration server',
    intro: 'These messages went nowhere: they are kept here to be read.',
    empty: 'No mail yet. It will show here as soon as the portal sends some.',
    date: 'Received',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    attachments: 'Attachments',
    none: 'none',
    back: 'Back to the list',
    source: 'Raw message (.eml)',
    missing: 'There is no such message.',
    previous: 'Newer',
    next: 'Older',
  },
} as const;

/** The language of the page, from the browser's. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'fr';

/** One page of the list of messages. */
export function listPage(language: Language, messages: CaughtMessage[], page: number, pages: number): string {
  const text = TEXTS[language];
  const rows = messages.map(
    ({ id, receivedAt, email }) =>
      `<tr><td><time datetime="${receivedAt.toISOString()}">${instant(receivedAt, language)}</time></td><td>${addresses(email.to)}</td>` +
      `<td><a href="/messages/${id}">${escaped(email.subject ?? '—')}</a></td><td>${email.attachments.length || ''}</td></tr>`,
  );
  const links = [
    page > 1 && `<a href="/?page=${page - 1}">${text.previous}</a>`,
    page < pages && `<a href="/?page=${page + 1}">${text.next}</a>`,
  ].filter(Boolean);
  return layout(
    language,
    text.title,
    `<p>${text.intro}</p>` +
      (rows.length === 0
        ? `<p>${text.empty}</p>`
        : `<table><thead><tr><th scope="col">${text.date}</th><th scope="col">${text.to}</th><th scope="col">${text.subject}</th><th scope="col">${text.attachments}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`) +
      (links.length > 0 ? `<nav aria-label="Pages">${links.join(' · ')}</nav>` : ''),
  );
}

/** One message. Its text part is shown, never its HTML: what a mail contains is not trusted. */
export function messagePage(language: Language, { id, receivedAt, email }: CaughtMessage): string {
  const text = TEXTS[language];
  const files = email.attachments.map(
    (attachment, index) =>
      `<li><a href="/messages/${id}/attachments/${index}">${escaped(attachment.filename ?? `${index + 1}`)}</a></li>`,
  );
  return layout(
    language,
    email.subject ?? '—',
    `<dl><dt>${text.date}</dt><dd>${instant(receivedAt, language)}</dd><dt>${text.from}</dt><dd>${addresses(email.from ? [email.from] : [])}</dd>` +
      `<dt>${text.to}</dt><dd>${addresses(email.to)}</dd><dt>${text.attachments}</dt><dd>${files.length > 0 ? `<ul>${files.join('')}</ul>` : text.none}</dd></dl>` +
      `<pre>${escaped(email.text ?? '')}</pre><p><a href="/messages/${id}.eml">${text.source}</a> · <a href="/">${text.back}</a></p>`,
  );
}

/** What is shown for an id that does not exist. */
export const missingPage = (language: Language): string =>
  layout(language, TEXTS[language].missing, `<p><a href="/">${TEXTS[language].back}</a></p>`);

const instant = (date: Date, language: Language) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Paris' }).format(
    date,
  );

const addresses = (list: Address[] | undefined) =>
  (list ?? []).map((one) => escaped(one.address ?? one.name)).join(', ');

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const layout = (language: Language, title: string, body: string) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#161616}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5rem;border-bottom:1px solid #c6c6c6;vertical-align:top}
pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem;font:inherit}dt{font-weight:600}dd{margin:0 0 .5rem}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
