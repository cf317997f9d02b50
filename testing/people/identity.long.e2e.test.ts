import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestOf, newToken } from '#application/account/links/link-token.ts';
import { freePorts } from '#bin/start/ports.ts';
import { PEOPLE } from '#prisma/seed/ministry.ts';
import { axe } from '../browser/axe.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ACR, CLIENT_ID, CLIENT_SECRET, type IdentityProvider, openIdentityProvider } from '../identity/provider.ts';
import { ask } from '../portal/inside.ts';

const CLAIRE = 'claire.agent@harmonie.example';
const NUMBER = PEOPLE.find(({ email }) => email === CLAIRE)?.number ?? '';

let provider: IdentityProvider;
let stage: Stage;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  provider = await openIdentityProvider({
    portals: [`http://localhost:${port}`],
    people: [
      { sub: 'claire', name: 'Claire Agent', email: CLAIRE, acr: ACR.twoFactors, employeeNumber: NUMBER },
      { sub: 'claire anew', name: 'Claire Nouvelle', email: CLAIRE, employeeNumber: NUMBER },
      { sub: 'unknown', name: 'Inconnu Ailleurs', email: 'inconnu@ailleurs.example' },
    ],
  });
  const settings = {
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET },
    ...{ OIDC_SCOPES: 'openid email employee_number', OIDC_EMPLOYEE_NUMBER_CLAIM: 'employee_number' },
  };
  stage = await Stage.open(settings, port);
});
afterAll(async () => {
  await stage?.close();
  await provider?.close();
});

/** The address of an invitation to the account of this person, who never entered. */
async function invitation(email: string): Promise<string> {
  const token = newToken();
  await ask(
    stage.portal,
    `with waits as (update "user" set activated_at = null where email = $1 returning id)
     insert into account_link (id, digest, purpose, user_id, made_at, expires_at)
     select $2, $3, 'invitation', id, now(), now() + interval '1 hour' from waits`,
    [email, randomUUID(), digestOf(token)],
  );
  return `/link#${token}`;
}

const continueThere = (visitor: Visitor) => visitor.button(/^(Continuer avec|Continue with) ProConnect$/).click();

test('an agent who was invited continues with ProConnect, and comes back by it', async () => {
  await stage.scene('identity-provider', async (open) => {
    const claire = await open('claire', { unused: true });
    claire.expectHost(provider.issuer);
    await claire.visit(await invitation(CLAIRE));
    await claire.button('Continuer').click();
    await claire.heading('Bienvenue').waitFor();
    expect(await axe(claire)).toEqual([]);
    await continueThere(claire);
    await claire.button('Claire Agent').click();
    await claire.heading(/Bonjour/).waitFor();

    await claire.context.clearCookies();
    await claire.visit('/requests');
    await claire.page.waitForURL(/sign-in/);
    expect(await axe(claire)).toEqual([]);
    await claire.page.screenshot({ path: 'test-results/identity-sign-in.png', fullPage: true });
    await continueThere(claire);
    await claire.button('Claire Agent').click();
    await claire.heading('Mes demandes').waitFor();

    await claire.page.locator('.h-account__button').click();
    await claire.button('Se déconnecter').click();
    await claire.heading('Connexion').waitFor();
    // They are signed out there too: who they are is asked anew.
    await continueThere(claire);
    await claire.button('Claire Agent').waitFor();
  });
});

test('whoever has no account here, or gives up there, reads why on the page of sign-in', async () => {
  await stage.scene('identity-provider-refused', async (open) => {
    const stranger = await open('stranger', { unused: true });
    stranger.expectHost(provider.issuer);
    for (const [choice, words] of [
      ['Inconnu Ailleurs', /aucun compte d’ici n’est lié à cette identité/],
      ['Renoncer', /abandonnée ou refusée/],
    ] as const) {
      await stranger.context.clearCookies();
      await stranger.visit('/sign-in');
      await continueThere(stranger);
      await stranger.button(choice).click();
      await stranger.page.getByRole('alert').filter({ hasText: words }).waitFor();
    }
    expect(await axe(stranger)).toEqual([]);
  });
});

test('whoever’s session ends while they type signs in by the provider beside, and goes on', async () => {
  await stage.scene('identity-provider-ended', async (open) => {
    const claire = await open('claire', { unused: true });
    claire.expectHost(provider.issuer);
    claire.expectRefusal(401, /^\/api\//);
    await claire.visit('/sign-in');
    await continueThere(claire);
    await claire.button('Claire Agent').click();
    await claire.heading(/Bonjour/).waitFor();
    await claire.visit('/account');
    await ask(stage.portal, 'delete from session');
    await claire.page.getByRole('navigation').getByRole('link', { name: 'Mes demandes' }).first().click();
    const dialog = claire.page.getByRole('dialog');
    await dialog.waitFor();
    expect(await axe(claire)).toEqual([]);
    const [beside] = await Promise.all([
      claire.context.waitForEvent('page'),
      dialog.getByRole('link', { name: /autre onglet/ }).click(),
    ]);
    await beside.getByRole('button', { name: 'Continuer avec ProConnect' }).click();
    await beside.waitForURL(/localhost:\d+\/$/);
    await beside.close();
    await claire.page.bringToFront();
    await claire.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await dialog.waitFor({ state: 'hidden' });
    await claire.heading('Mes demandes').waitFor();
  });
});

test('whoever comes under a new identity is linked anew by an administrator', async () => {
  await stage.scene('identity-provider-relinked', async (open) => {
    const claire = await open('claire', { unused: true });
    claire.expectHost(provider.issuer);
    await claire.visit('/sign-in');
    await continueThere(claire);
    await claire.button('Claire Nouvelle').click();
    await claire.page
      .getByRole('alert')
      .filter({ hasText: /nouvelle identité/ })
      .waitFor();

    const adam = await open('adam');
    await adam.comeBack('adam.administrateur@harmonie.example');
    const [person] = await ask<{ id: string }>(stage.portal, 'select id from person where employee_number = $1', [
      NUMBER,
    ]);
    await adam.visit(`/administration/persons/${person?.id}`);
    await adam.page.getByRole('heading', { name: 'Identité ProConnect' }).waitFor();
    expect(await axe(adam)).toEqual([]);
    await adam.page.screenshot({ path: 'test-results/identity-panel.png', fullPage: true });
    await adam.button('Rattacher cette identité').first().click();
    const dialog = adam.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Vérifié de vive voix avec Claire.');
    expect(await axe(adam)).toEqual([]);
    await dialog.getByRole('button', { name: 'Rattacher cette identité' }).click();
    await adam.page.getByRole('status').filter({ hasText: 'rattachée' }).waitFor();

    await claire.context.clearCookies();
    await claire.visit('/sign-in');
    await continueThere(claire);
    await claire.button('Claire Nouvelle').click();
    await claire.heading(/Bonjour/).waitFor();
    await adam.visit('/administration/sign-ins');
    await adam.page.getByText('Nouvelle identité, à rattacher').first().waitFor();
  });
});
