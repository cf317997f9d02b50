import path from 'node:path';
import { importRelease } from '../application/atelier/import-release.ts';
import type { Database } from '../prisma/client.ts';
import { readBundles, textOf } from '../workers/circuits/read/bundle.ts';
import { makeManifest } from '../workers/circuits/read/manifest.ts';
import { readModel } from '../workers/circuits/read/model.ts';
import { readTexts } from '../workers/circuits/read/texts.ts';

/** Publishes the circuits of `processes/` in a test's database, without an engine: for tests of what reads them. */
export async function publishShippedCircuits(database: Database): Promise<void> {
  const bundles = await readBundles(path.resolve(import.meta.dirname, '../processes'));
  for (const bundle of bundles) {
    const model = await readModel(textOf(bundle, `${bundle.kind}.bpmn`) ?? '');
    const words = (language: 'fr' | 'en') =>
      readTexts(textOf(bundle, `texts.${language}.json`), `texts.${language}.json`);
    const manifest = makeManifest(bundle, model, { fr: words('fr'), en: words('en') });
    await importRelease({ database }, { circuit: { ...bundle, manifest }, at: new Date() });
  }
}
