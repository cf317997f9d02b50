import { kindModels } from '#application/atelier/begin/kind-models.ts';
import { begunFromModel, type Change, type KindModel } from '#domain/circuit/kinds/kind-model.ts';
import { type Bundle, bundlesBeside } from '#workers/circuits/read/bundle.ts';
import { PROCESSES } from './shipped-circuits.ts';

const bundleOf = await bundlesBeside(PROCESSES);

/** The model of a name. */
export async function modelNamed(name: string): Promise<KindModel> {
  const model = (await kindModels()).find((one) => one.name === name);
  if (model === undefined) throw new Error(`no model « ${name} » is shipped`);
  return model;
}

/** A kind begun after a model, with all that it would be published with. */
export function begunBundle(model: KindModel, kind: string, changes: Change): Bundle {
  const said = { fr: 'Prêt de « vélo » & co', en: 'Loan of a “bicycle” & co' };
  const asked = { kind, title: said, category: { fr: 'Vie au travail', en: 'Life at work' } };
  const encoder = new TextEncoder();
  return bundleOf(
    kind,
    new Map([...begunFromModel(model, asked, changes)].map(([file, text]) => [file, encoder.encode(text)])),
  );
}
