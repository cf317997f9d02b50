import { evaluateDecision, InvalidModel, type ModelEvaluation, readDecisions } from 'harmonie-engine/decisions';
import { dayAt } from '#domain/calendar/civil-date.ts';
import { type PointLine, readPoints } from '#domain/campaign/points.ts';
import { START_FACTS } from '#domain/circuit/interventions/start-fact.ts';
import type { TABLE_NAMES, TableLack } from '#domain/circuit/table.ts';
import { entryInClear, inClear } from '#domain/situation/entry.ts';
import type { Tx } from '#prisma/client.ts';
import { readManifest, tablesOf } from '#prisma/repositories/circuits/circuits.ts';
import { postSince } from '#prisma/repositories/people/career.ts';
import { filedRequest } from '#prisma/repositories/people/rules.ts';
import { readSituation } from '#prisma/repositories/people/situation.ts';
import { factsAtStart } from '#prisma/repositories/requests/start-facts.ts';

/** A table of a request's circuit, with the outcomes that its step declares. */
export interface AskedTable {
  readonly requestId: string;
  readonly versionId: string;
  readonly structureId: string;
  /** Id of the decision. */
  readonly table: string;
  readonly outcomes: readonly string[];
  readonly at: Date;
}

/**
 * The result of a table and the rules that matched; nothing else of what it read leaves this
 * function.
 */
export type Evaluated = { readonly result: string; readonly rules: readonly string[] } | { readonly lacks: TableLack };

/**
 * Evaluates a table of the version that a request follows, on its answers as filed and on its
 * agent's situation on the day of filing, within the engine's limits for expressions.
 */
export async function evaluateTable(tx: Tx, asked: AskedTable): Promise<Evaluated> {
  const { table, outcomes, at } = asked;
  const model = await modelWith(table, await tablesOf(tx, asked.versionId));
  if (model === null) return { lacks: 'readable-table' };
  const { output, evaluated, failureMessage } = evaluateDecision(model, table, await namesFor(tx, asked), at.getTime());
  // Only the kind of failure is told: the engine's message quotes what the table read.
  if (failureMessage !== '') return { lacks: 'evaluation' };
  if (output === null) return { lacks: 'rule' };
  if (typeof output !== 'string' || !outcomes.includes(output)) return { lacks: 'declared-outcome' };
  return { result: output, rules: rulesOf(table, evaluated) };
}

/** Evaluates a table of points of a campaign's kind, line by line, with the same names. */
export async function evaluatePoints(
  tx: Tx,
  asked: Omit<AskedTable, 'outcomes'>,
): Promise<{ readonly lines: readonly PointLine[] } | { readonly lacks: TableLack }> {
  const { table, at } = asked;
  const model = await modelWith(table, await tablesOf(tx, asked.versionId));
  if (model === null) return { lacks: 'readable-table' };
  const { output, failureMessage } = evaluateDecision(model, table, await namesFor(tx, asked), at.getTime());
  const lines = failureMessage === '' ? readPoints(output) : null;
  return lines === null ? { lacks: 'evaluation' } : { lines };
}

/** Reads the file that holds a decision; null when there is none or it is invalid. */
async function modelWith(table: string, sources: readonly string[]) {
  for (const source of sources) {
    const model = await readDecisions('', source).catch((error: unknown) => {
      if (error instanceof InvalidModel) return null;
      throw error;
    });
    if (model?.decisions.has(table)) return model;
  }
  return null;
}

/** Collects the values that the table may name. */
async function namesFor(
  tx: Tx,
  { requestId, versionId, structureId }: Omit<AskedTable, 'outcomes'>,
): Promise<Parameters<typeof evaluateDecision>[2]> {
  const { agentId, byAgent, filedAt, clock, data } = await filedRequest(tx, requestId);
  const { themes } = await readManifest(tx, versionId);
  const filedOn = dayAt(clock, filedAt);
  const stands = new Map((await readSituation(tx, agentId, filedOn)).map((theme) => [theme.definition.name, theme]));
  const situation = Object.values(themes).map(({ name, inTime }) => {
    const { entry = null, items = [] } = stands.get(name) ?? {};
    return [name, inTime.is === 'list' ? items.map(entryInClear) : entry && entryInClear(entry)] as const;
  });
  return {
    answers: inClear(data),
    situation: Object.fromEntries(situation),
    ...{ filedOn, byAgent },
    postSince: await postSince(tx, agentId, filedOn),
    ...(await factsAtStart(tx, structureId, START_FACTS)),
  } satisfies Partial<Record<(typeof TABLE_NAMES)[number], unknown>>;
}

/** Lists the ids of the rules of a decision that matched. */
const rulesOf = (table: string, evaluated: ModelEvaluation['evaluated']): string[] =>
  evaluated.flatMap(({ decisionId, matchedRules }) =>
    decisionId === table ? matchedRules.map(({ ruleId }) => ruleId) : [],
  );
