import { eventually } from '#bin/portal/story.ts';
import { codesOf } from '#bin/portal/totp.ts';
import type { Catcher } from '#bin/smoke/mails.ts';
import type { Visitor } from '../browser/visitor.ts';

/** Somebody who enters a portal where they never were: what they choose is kept, as in their head and on their phone. */
export class Newcomer {
  readonly email: string;
  password: string;
  /** Of their authenticator, once it is registered. */
  totpSecret: string | undefined;
  /** Codes of the day it is lost. */
  recoveryCodes: string[] = [];

  constructor(email: string, password: string) {
    this.email = email;
    this.password = password;
  }

  /** Opens a one-time link and chooses a password. */
  async choosesPassword({ page }: Visitor, link: string): Promise<void> {
    await page.goto(link);
    await page.getByRole('button', { name: 'Continuer', exact: true }).click();
    await page.locator('#new-password').fill(this.password);
    await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
    await page.getByText('Votre mot de passe est enregistré').waitFor();
  }

  /** Signs in on the screen; where a right asks for a second factor and there is none yet, registers one. */
  async signsIn({ page }: Visitor, portal: string): Promise<void> {
    await page.goto(`${portal}/sign-in`);
    await page.locator('#email').fill(this.email);
    await page.locator('#password').fill(this.password);
    await page.locator('#password').press('Enter');
    if (this.totpSecret !== undefined) {
      await page.locator('#code').fill(await codesOf(portal, this.totpSecret).next());
      await page.locator('#code').press('Enter');
    }
    const inside = page.getByRole('button', { name: 'Menu du compte' });
    const gate = page.locator('.h-enrol__secret');
    await inside.or(gate).first().waitFor();
    if (await gate.isVisible()) await this.#registers(page, portal);
    await inside.waitFor();
  }

  async #registers(page: Visitor['page'], portal: string): Promise<void> {
    const secret = ((await page.locator('.h-enrol__secret').textContent()) ?? '').replaceAll(/\s/g, '');
    await page.locator('#first-code').fill(await codesOf(portal, secret).next());
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.locator('.h-codes code').first().waitFor();
    this.recoveryCodes = await page.locator('.h-codes code').allTextContents();
    this.totpSecret = secret;
    await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  }
}

/** The link of the last mail of this kind to somebody. */
export const linkMailedTo = (catcher: Catcher, email: string, subject: RegExp): Promise<string> =>
  eventually(`a mail « ${subject.source} » to ${email}`, async () => {
    const mails = (await catcher.all()).filter((mail) => mail.to.includes(email) && subject.test(mail.subject));
    return /http\S+\/link#\S+/.exec(mails.at(-1)?.text ?? '')?.[0];
  });
