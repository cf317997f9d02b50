// What a first start of the portal leaves, for every portal of the run to begin from (testing/portal/portal.ts).
import { existsSync } from 'node:fs';
import { Portal } from '../portal/portal.ts';

export default async function setup() {
  const screens = new URL('../../web/client/dist/index.html', import.meta.url);
  if (!existsSync(screens)) throw new Error('The screens are not built. Build them with: node bin/install.mjs');
  globalThis.__harmonieTestPortal = await Portal.makeTemplate();
}
