import { afterAll, afterEach, beforeEach } from '@jest/globals';
import { cleanup, configure } from '@testing-library/react';
import { queryClient } from '#web/client/api/query.ts';
import { keepFocus } from '#web/client/app/keep-focus.ts';
import { alsoSpeak, speak, startLanguage } from '#web/client/language/language.ts';

// Carbon lists the flags that it offers, in every test file.
console.info = () => {};
// A last resort: what is waited for comes when it comes, whatever else the machine does.
configure({ asyncUtilTimeout: 300_000 });
// As the portal's page does, as long as there is one.
afterAll(keepFocus());
await startLanguage();
await alsoSpeak('pages', 'faults', 'accounts', 'administration', 'pay', 'atelier', 'acts');

// Each test begins in French, with nothing read yet, on an empty page.
beforeEach(() => speak('fr'));
afterEach(() => {
  cleanup();
  queryClient.clear();
});
