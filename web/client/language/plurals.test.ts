import { expect, test } from '@jest/globals';
import { wordsOfScreens } from '#testing/words.ts';

/**
 * Said of several only: a lone stop has a card of its own, a lone proposal its own button and its own notification, and a short
 * journal is verified at once.
 */
const OF_SEVERAL = [
  ...['incidents.group', 'incidents.stops', 'incidents.see', 'incidents.retryAllOf'],
  'administration.audit.unverifiedText',
  ...['people.provisioned.confirmAllTitle', 'notifications.messages.rights-to-confirm'],
];
/** A number, then what there are several of. */
const SEVERAL = {
  fr: /\{\{count(?:, number)?\}\}( \p{L}+)? \p{L}+(s|ront)\b/u,
  en: /\{\{count(?:, number)?\}\} \p{L}+s\b/u,
};

const textsIn = (value: unknown, key: string): [string, string][] =>
  typeof value === 'string'
    ? [[key, value]]
    : Object.entries(value ?? {}).flatMap(([name, each]) => textsIn(each, key === '' ? name : `${key}.${name}`));

test.each(['fr', 'en'] as const)('what may be one is not said as several (%s)', async (language) => {
  const files = [...(await wordsOfScreens(language)).values()];
  const said = files.flatMap((texts) => textsIn(texts, '')).filter(([, text]) => SEVERAL[language].test(text));
  const unfit = said.filter(([key]) => !/_(zero|one|other)$/.test(key) && !OF_SEVERAL.some((of) => key.endsWith(of)));
  expect(unfit).toEqual([]);
});
