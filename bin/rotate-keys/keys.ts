import { keys } from '../../config/config.ts';
import { settingsOf } from '../../config/settings.ts';
import type { KeyPurpose } from '../../prisma/repositories/sealing-keys.ts';
import { embeddedSecrets } from '../start/secrets.ts';

/** The key that seals, then those that it replaced. */
export type PortalKeys = readonly [Uint8Array, ...Uint8Array[]];

/** The portal's keys: those of the environment, or those that it made by itself. */
export function portalKeys(environment: NodeJS.ProcessEnv): Readonly<Record<KeyPurpose, PortalKeys>> {
  const { DATA_DIR, DATA_KEY, DATA_KEY_FORMER, FACTOR_KEY, FACTOR_KEY_FORMER } = settingsOf('keys', environment);
  const own = embeddedSecrets(DATA_DIR);
  return {
    data: DATA_KEY === undefined ? keys(own.dataKey, own.former?.dataKey ?? []) : keys(DATA_KEY, DATA_KEY_FORMER),
    factor:
      FACTOR_KEY === undefined ? keys(own.factorKey, own.former?.factorKey ?? []) : keys(FACTOR_KEY, FACTOR_KEY_FORMER),
  };
}
