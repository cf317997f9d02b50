import { describe, expect, test } from '@jest/globals';
import { ACCOUNT_MAILS } from './account-mails.ts';
import { CIRCUIT_MAILS } from './circuit-mails.ts';
import { composeMail } from './compose.ts';
import { DEPOSIT_MAILS } from './deposit-mails.ts';
import { SITUATION_MAILS } from './situation-mails.ts';

const texts = { subject: 'Demande {number} : {title}', body: 'Reçue le {filedOn}.\n\nTitre : {title}.' };
const values = { number: '2026-000123', title: 'Temps <partiel>', filedOn: '2026-11-24T23:30:00.000Z' };
const LINK = 'https://harmonie.example/requests/1';

describe('a message', () => {
  test('says the day it is in Paris, in the recipient’s language', () => {
    expect(composeMail(texts, values, LINK, 'fr').text).toContain('Reçue le 25 novembre 2026.');
    expect(composeMail(texts, values, LINK, 'en').text).toContain('November 25, 2026');
  });

  test('has nothing but the number in its subject', () => {
    expect(composeMail(texts, values, LINK, 'fr').subject).toBe('Demande 2026-000123 : ');
  });

  test('of the portal’s own asks for nothing else there: what is left out would leave a gap', () => {
    const own = [ACCOUNT_MAILS, CIRCUIT_MAILS, DEPOSIT_MAILS, SITUATION_MAILS].flatMap((mails) => Object.values(mails));
    const subjects = own.flatMap(({ fr, en }) => [fr.subject, en.subject]);
    expect(subjects.length).toBeGreaterThan(40);
    expect(subjects.filter((subject) => /\{(?!number\})/.test(subject))).toEqual([]);
  });

  test('leads to the request, in text and in HTML', () => {
    const { text, html } = composeMail(texts, values, LINK, 'fr');
    expect(text).toContain(`Voir la demande : ${LINK}`);
    expect(html).toContain(`<a href="${LINK}">Voir la demande</a>`);
    expect(html).toContain('<html lang="fr">');
  });

  test('lets no value become HTML', () => {
    expect(composeMail(texts, values, LINK, 'fr').html).not.toContain('<partiel>');
  });
});
