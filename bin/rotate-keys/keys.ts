import { keys } from '#config/config.ts';
import { ConfigurationError, settingsOf } from '#config/settings.ts';
import { type KeyPurpose, SETTING_OF } from '#prisma/repositories/operations/sealing-keys.ts';
import { madeSecrets } from '../start/secrets.ts';

/** The key that seals, then those that it replaced. */
export type PortalKeys = readonly [Uint8Array, ...Uint8Array[]];

/** What the portal calls a key that it made by itself. */
export const OWN_NAME = { data: 'dataKey', factor: 'factorKey' } as const satisfies Record<KeyPurpose, string>;

/**
 * The portal's keys for a purpose: those of the environment, or those that it made by itself.
 * @throws {ConfigurationError} where there are neither: none is made here, which the portal would not know
 */
export function keysFor(purpose: KeyPurpose, environment: NodeJS.ProcessEnv): PortalKeys {
  const settings = settingsOf('keys', environment);
  const setting = SETTING_OF[purpose];
  const given = settings[setting];
  if (given !== undefined) return keys(given, settings[`${setting}_FORMER`]);
  const own = madeSecrets(settings.DATA_DIR);
  if (own === undefined)
    throw new ConfigurationError([`${setting} is not set, and no portal made its own in ${settings.DATA_DIR}`]);
  const name = OWN_NAME[purpose];
  return keys(own[name], own.former?.[name] ?? []);
}
