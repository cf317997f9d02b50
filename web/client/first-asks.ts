import { addressOf } from './api/address.ts';
import { askAhead } from './api/ahead.ts';
import { firstTexts, rememberedLanguage } from './language/first-texts.ts';
import { HOME_ADDRESSES } from './spaces/agent/home/home-reads.ts';

// A script of its own, small and first in the page: it asks for texts and answers while the screens' code arrives.
void firstTexts[rememberedLanguage()]();
// Where nobody is signed in yet there is nothing to ask.
if (!/^\/(?:sign-in|link|forgotten|verifier)(?:\/|$)/.test(location.pathname)) void askAsSignedIn();

async function askAsSignedIn(): Promise<void> {
  // Whoever is not signed in is refused once, and not for each address.
  const { ok } = await askAhead(addressOf('GET /api/me'));
  if (ok && location.pathname === '/') HOME_ADDRESSES.forEach(askAhead);
}
