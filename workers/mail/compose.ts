import { isDay, PARIS } from '#domain/calendar/civil-date.ts';
import { ordinalFirst } from '#domain/calendar/french-day.ts';
import { fill } from '#domain/formats/fill.ts';

/** A message of a circuit's texts, with « {name} » where a value goes. */
export interface MailTexts {
  readonly subject: string;
  readonly body: string;
  /** Words of the link; those of a request unless said. */
  readonly follow?: string;
}

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Language = 'fr' | 'en';
/** Values that are instants are written as days of Paris. */
export type MailValues = Readonly<Record<string, string | number>>;

const WORDS = {
  fr: {
    hello: 'Bonjour,',
    follow: 'Voir la demande',
    colon: ' :',
    footer: 'Message automatique du portail Harmonie. Merci de ne pas y répondre.',
  },
  en: {
    hello: 'Hello,',
    follow: 'See the request',
    colon: ':',
    footer: 'Automatic message of the Harmonie portal. Please do not reply.',
  },
} as const;

/**
 * Writes a message in the recipient's language. The subject travels in clear and is shown on locked screens: only the
 * request's number may enter it.
 */
export function composeMail(texts: MailTexts, values: MailValues, link: string, language: Language): MailContent {
  const words = { ...WORDS[language], ...(texts.follow !== undefined && { follow: texts.follow }) };
  const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value, language)]));
  const subject = fill(texts.subject, { number: written.number ?? '' });
  const paragraphs = fill(texts.body, written).split(/\n{2,}/);
  return {
    subject,
    text: [words.hello, ...paragraphs, `${words.follow}${words.colon} ${link}`, '-- ', words.footer].join('\n\n'),
    html: page(language, subject, [
      ...[words.hello, ...paragraphs].map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
      `<p><a href="${escapeHtml(link)}">${escapeHtml(words.follow)}</a></p>`,
      `<p><small>${escapeHtml(words.footer)}</small></p>`,
    ]),
  };
}

const page = (language: Language, title: string, blocks: readonly string[]): string =>
  `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#161616;background:#ffffff">
${blocks.join('\n')}
</body>
</html>
`;

/** « 27 novembre 2026 » */
const dayIn = (language: Language) =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', day: 'numeric', timeZone: PARIS });
const DAYS = { fr: dayIn('fr'), en: dayIn('en') };
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

function write(value: string | number, language: Language): string {
  if (typeof value === 'number' || !(INSTANT.test(value) || isDay(value))) return String(value);
  // A day is one of Paris at noon, whichever place it was counted in.
  const day = DAYS[language].format(new Date(isDay(value) ? `${value}T12:00:00Z` : value));
  return language === 'fr' ? ordinalFirst(day) : day;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
