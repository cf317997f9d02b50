import { evaluateDecision, readDecisions } from 'harmonie-engine/decisions';
import { inClear } from '#domain/situation/entry.ts';
import { HOME_ADDRESSES, IN_POST_SINCE } from '#prisma/seed/ministry.ts';
import { fillForm } from './answers.ts';
import { structuresAbove } from './people.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Story } from './story.ts';

/** What a table that the portal evaluates answers in a story: its agent stands where the demonstration puts them. */
export async function answerOf(
  { files, form, manifest }: ShippedKind,
  { agent, answers }: Story,
  { table, now }: { readonly table: string; readonly now: number },
): Promise<string> {
  const { person } = agent;
  const codes = structuresAbove(person.structure);
  const home = HOME_ADDRESSES[person.number];
  const situation = { adresse: home ? { ...home, from: IN_POST_SINCE, until: null } : null };
  const known = {
    answers: inClear(fillForm(form, person, answers).kept),
    situation: { ...Object.fromEntries(Object.keys(manifest.themes).map((name) => [name, null])), ...situation },
    filedOn: new Date(now).toISOString().slice(0, 10),
    byAgent: true,
    ...{ structureCode: codes[0] ?? '', structureCodes: codes },
  };
  for (const [path, source] of Object.entries(files)) {
    const model = path.endsWith('.dmn') ? await readDecisions('', source) : null;
    if (!model?.decisions.has(table)) continue;
    const { output, failureMessage } = evaluateDecision(model, table, known, now);
    if (typeof output === 'string') return output;
    throw new Error(`« ${table} » answers nothing: ${failureMessage}`);
  }
  throw new Error(`No table « ${table} »`);
}
