import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { digestOf, newToken } from '../application/account/link-token.ts';
import { freePorts } from '../bin/start/ports.ts';
import { axe } from './browser/axe.ts';
import { Stage } from './browser/stage.ts';
import type { Visitor } from './browser/visitor.ts';
import { ACR, CLIENT_ID, CLIENT_SECRET, type IdentityProvider, openIdentityProvider } from './identity/provider.ts';
import { ask } from './portal/inside.ts';

const CLAIRE = 'claire.agent@harmonie.example';

let provider: IdentityProvider;
let stage: Stage;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  provider = await openIdentityProvider({
    portals: [`http://localhost:${port}`],
    people: [
      { sub: 'claire', name: 'Claire Agent', email: CLAIRE, acr: ACR.twoFactors },
      { sub: 'unknown', name: 'Inconnu Ailleurs', email: 'inconnu@ailleurs.example' },
    ],
  });
  const settings = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET };
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
