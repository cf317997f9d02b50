import type { Visitor } from './visitor.ts';

/** Gives a visitor a device that recognises its owner, as a telephone does. */
export async function holdsPasskeys({ context, page }: Visitor): Promise<void> {
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  const how = { ...options, isUserVerified: true, automaticPresenceSimulation: true };
  await device.send('WebAuthn.addVirtualAuthenticator', { options: how });
}

/** Registers a passkey of that device under « Mon compte », which is open. */
export async function addPasskey(visitor: Visitor, name: string): Promise<void> {
  await visitor.button('Ajouter une clé d’accès').click();
  await visitor.page.getByLabel('Nom de la clé').fill(name);
  await visitor.button('Ajouter une clé d’accès').click();
  await visitor.page.getByText(name).waitFor();
}
