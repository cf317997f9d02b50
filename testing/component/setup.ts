import { afterEach, beforeEach } from '@jest/globals';
import { cleanup } from '@testing-library/react';
import { queryClient } from '../../web/client/api/query.ts';
import { alsoSpeak, speak, startLanguage } from '../../web/client/language/language.ts';

// Carbon lists the flags that it offers, in every test file.
console.info = () => {};
await startLanguage();
await alsoSpeak('pages', 'administration', 'pay', 'atelier');

// Each test begins in French, with nothing read yet, on an empty page.
beforeEach(() => speak('fr'));
afterEach(() => {
  cleanup();
  queryClient.clear();
});
