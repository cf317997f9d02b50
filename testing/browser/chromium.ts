import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
const INSTALL_LINE = 'apt-get install -y --no-install-recommends chromium';

/**
 * Parts of Chromium that no test looks at. Of two lists the last one counts, so that this one says again, in its second
 * half, what Playwright 1.65 leaves out by itself.
 */
const WITHOUT = [
  // The address bar's suggestions: a page of its own, with a process, for each window that no one sees.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  // A process ready for a next site: there is one site only.
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** As root, Chromium cannot use its sandbox; the other flags keep it from calling home. */
const FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${WITHOUT.join(',')}`,
];

/**
 * Starts the machine's own Chromium, without a window.
 * @throws when there is none, with the line that installs it: a screen that was not seen is not a screen that works.
 */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`The browser tests need ${EXECUTABLE}, which is not here. Install it with: ${INSTALL_LINE}`);
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}
