import { expect, test } from '@jest/globals';
import { readBundles, textOf } from '#workers/circuits/read/bundle.ts';
import { PROCESSES } from './shipped-circuits.ts';

/** « décret n° 85-986 du 16 septembre 1985 relatif à… », up to « , notamment ses articles ». */
const DECREE = /\bdécret n°[ ~]*(\d+-\d+) (.*?)(?:, notamment .*)?$/;

/** Visas of all shipped acts that cite a décret, whether they are written as text or in Typst. */
const cited = (await readBundles(PROCESSES)).flatMap((bundle) =>
  ['act', 'refusal'].flatMap((template) => {
    const written = textOf(bundle, `${template}.act.json`);
    const visas =
      written === undefined
        ? [...(textOf(bundle, `${template}.typ`) ?? '').matchAll(/^ {2}\[(le décret.*)\],$/gm)].map(([, visa]) => visa)
        : (JSON.parse(written) as { blocks: { is: string; text: string }[] }).blocks
            .filter(({ is }) => is === 'visa')
            .map(({ text }) => text);
    return visas.flatMap((visa = '') => {
      const [, number, title] = DECREE.exec(visa.replaceAll("'", '’').replaceAll('~', ' ')) ?? [];
      return number && title ? [{ number, title }] : [];
    });
  }),
);

test('every act cites a décret by one title, whole', () => {
  expect(cited.length).toBeGreaterThan(20);
  const titles = new Map<string, Set<string>>();
  for (const { number, title } of cited) titles.set(number, (titles.get(number) ?? new Set()).add(title));
  expect([...titles].filter(([, said]) => said.size > 1)).toEqual([]);
  expect([...(titles.get('85-986') ?? [])]).toEqual([
    'du 16 septembre 1985 relatif au régime particulier de certaines positions des fonctionnaires de l’État, à la mise à disposition, à l’intégration et à la cessation définitive de fonctions',
  ]);
});

test('what gives a side activity is cited, not what lets somebody found a business part-time', async () => {
  const bundles = await readBundles(PROCESSES);
  const bundle = bundles.find(({ kind }) => kind === 'activite-accessoire');
  for (const path of ['act.act.json', 'refusal.act.json', 'activite-accessoire.bpmn']) {
    const text = bundle && textOf(bundle, path);
    expect(text).toMatch(/L\.? ?123-7/);
    expect(text).not.toMatch(/L\.? ?123-8/);
  }
});
