import { START_FACTS, type StartFact } from '#domain/circuit/interventions/start-fact.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

const codesAbove = statement((given: { structureId: string }) =>
  db
    .selectFrom('structure_above as a')
    .innerJoin('structure as s', 's.id', 'a.above_id')
    .select('s.code')
    .where('a.structure_id', '=', given.structureId)
    .orderBy('a.distance'),
);

/**
 * Reads the facts that a circuit asks for at its start about the structure of a request; unknown
 * names are left out.
 */
export async function factsAtStart(
  tx: Tx,
  structureId: string,
  names: readonly string[],
): Promise<Record<string, string | readonly string[]>> {
  const wanted = START_FACTS.filter((fact) => names.includes(fact));
  if (wanted.length === 0) return {};
  const codes = (await codesAbove.all(tx, { structureId })).map(({ code }) => code);
  const facts: Record<StartFact, string | readonly string[]> = { structureCode: codes[0] ?? '', structureCodes: codes };
  return Object.fromEntries(wanted.map((fact) => [fact, facts[fact]]));
}
