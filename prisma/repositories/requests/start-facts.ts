import { START_FACTS, type StartFact } from '#domain/circuit/interventions/start-fact.ts';
import type { Tx } from '../../client.ts';

/** The facts that a circuit asks for at its start, of the structure a request was filed in; a name it does not know is left out. */
export async function factsAtStart(
  tx: Tx,
  structureId: string,
  names: readonly string[],
): Promise<Record<string, string | readonly string[]>> {
  const wanted = START_FACTS.filter((fact) => names.includes(fact));
  if (wanted.length === 0) return {};
  const rows = await tx.$queryRaw<{ code: string }[]>`
    select s.code from structure_above a join structure s on s.id = a.above_id
     where a.structure_id = ${structureId}::uuid order by a.distance`;
  const codes = rows.map(({ code }) => code);
  const facts: Record<StartFact, string | readonly string[]> = { structureCode: codes[0] ?? '', structureCodes: codes };
  return Object.fromEntries(wanted.map((fact) => [fact, facts[fact]]));
}
