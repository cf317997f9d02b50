import { afterAll, afterEach, beforeEach } from '@jest/globals';
import { cleanup, configure } from '@testing-library/react';
import { queryClient } from '#web/client/api/query.ts';
import { keepFocus } from '#web/client/app/keep-focus.ts';
import { alsoSpeak, speak, startLanguage } from '#web/client/language/language.ts';

// A last resort: what is waited for comes when it comes, whatever else the machine does.
configure({ asyncUtilTimeout: 300_000 });
await startLanguage();
await alsoSpeak('pages', 'faults', 'accounts', 'administration', 'pay', 'atelier', 'acts');

/** What each file of component tests begins and ends with. */
export default function setUp(): void {
  // Carbon lists the flags that it offers.
  console.info = () => {};
  // As the portal's page does, as long as there is one.
  afterAll(keepFocus());
  // Each test begins in French, with nothing read yet, on an empty page.
  beforeEach(() => speak('fr'));
  afterEach(() => {
    cleanup();
    queryClient.clear();
  });
}
