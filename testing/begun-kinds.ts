import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kindModels } from '../application/atelier/kind-models.ts';
import { copiesFor } from '../domain/circuit/block-copies.ts';
import { begunFromModel, type KindModel } from '../domain/circuit/kind-model.ts';
import { themesNamedIn } from '../domain/situation/named-themes.ts';
import type { Theme } from '../domain/situation/theme.ts';
import { type Bundle, makeBundle } from '../workers/circuits/read/bundle.ts';
import { PROCESSES } from './shipped-circuits.ts';
import { shippedGrids, themeFiles } from './shipped-themes.ts';

/** The model of a name. */
export async function modelNamed(name: string): Promise<KindModel> {
  const model = (await kindModels()).find((one) => one.name === name);
  if (model === undefined) throw new Error(`no model « ${name} » is shipped`);
  return model;
}

/** A kind begun after a model, with all that it would be published with. */
export function begunBundle(model: KindModel, kind: string, theme: Theme | null): Bundle {
  const said = { fr: 'Prêt de « vélo » & co', en: 'Loan of a “bicycle” & co' };
  const asked = { kind, title: said, category: { fr: 'Vie au travail', en: 'Life at work' } };
  const encoder = new TextEncoder();
  const own = new Map([...begunFromModel(model, asked, theme)].map(([file, text]) => [file, encoder.encode(text)]));
  const drawn = new Map([...own, ...copiesFor(kind, own, filesIn('_blocks'))]);
  const shared = new Map([...filesIn('_shared')].map(([file, content]) => [`_shared/${file}`, content]));
  const themes = new Map([...themeFiles()].map(([file, content]) => [file.replace(/^_situation\//, ''), content]));
  return makeBundle(
    kind,
    new Map([...drawn, ...shared, ...themesNamedIn(drawn, themes)]),
    Object.values(shippedGrids()),
  );
}

const filesIn = (folder: string): Map<string, Uint8Array> =>
  new Map(
    readdirSync(path.join(PROCESSES, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(path.join(PROCESSES, folder), file), new Uint8Array(readFileSync(file))]),
  );
