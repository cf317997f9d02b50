import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { claimRequest } from '#prisma/repositories/requests/played.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { Job } from '#zeebe/client.ts';
import type { WorkerContext } from '../../context.ts';
import { doStep } from '../../steps/do-step.ts';
import type { RegisteredJob } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { definition } from './definition.ts';
import { handler } from './handler.ts';

/** A table of rules « condition => answer », over one column that the condition reads whole. */
const table = (id: string, ...rules: string[]) => `<decision id="${id}" name="${id}"><decisionTable hitPolicy="FIRST">
  <input id="${id}-i" label="?"><inputExpression typeRef="boolean"><text>true</text></inputExpression></input><output id="${id}-o" name="o" typeRef="string" />
  ${rules
    .map((rule, index) => {
      const [when = '', then = ''] = rule.split('=>').map((part) => part.trim().replaceAll('<', '&lt;'));
      return `<rule id="${id}-${index + 1}"><inputEntry><text>${when}</text></inputEntry><outputEntry><text>${then}</text></outputEntry></rule>`;
    })
    .join('')}</decisionTable></decision>`;

const FILE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="tables" name="tables" namespace="http://camunda.org/schema/1.0/dmn">
  ${table('moves', 'situation.adresse = null => "first"', 'situation.adresse.ville != answers.ville => "moves"', '- => "stays"')}
  ${table('since', 'situation.adresse.from = "2024-05-01" and situation.adresse.until = null => "yes"', '- => "no"')}
  ${table('sealed', 'answers.iban = null and situation.`coordonnees-bancaires`.iban = null => "closed"', '- => "open"')}
  ${table('place', 'structureCode = "COUR" and list contains(structureCodes, "COUR") and byAgent and is defined(filedOn) => "here"', '- => "elsewhere"')}
  ${table('none', 'answers.ville = "Nulle part" => "yes"')}
  ${table('wrong', 'date(answers.ville) > date("2020-01-01") + 1 => answers.ville', '- => answers.ville')}
  <decision id="typed" name="typed"><decisionTable hitPolicy="FIRST"><input id="t-i" label="?"><inputExpression typeRef="number"><text>answers.ville</text></inputExpression></input>
    <output id="t-o" name="o" typeRef="string" /><rule id="t-1"><inputEntry><text>&lt; 3</text></inputEntry><outputEntry><text>"yes"</text></outputEntry></rule></decisionTable></decision>
</definitions>`;

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let agent: string;
let requestId: string;
let instance = 0;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  court = await aStructure(prisma, 'Cour');
  await db.asOwner('update structure set code = $2 where id = $1', [court.id, 'COUR']);
  await aShippedCircuit(db.database, { manifest: { steps: [], effects: [] }, files: { 'tables.dmn': FILE } });
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  agent = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agent, court);
  const data = { ville: 'Lyon', iban: { sealed: 'v2.x', shown: 'FR76' } };
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(data)]);
  await claimRequest(prisma, { requestId, engine: 'default', instanceKey: String(++instance) });
});

const lives = (ville: string) =>
  takenOver(db.asOwner, agent, { theme: 'adresse', value: { ville }, from: '2024-05-01' });

/** What a step is answered by a table; what stops it, where something does. */
async function answer(decision: string, outcomes: string, key = decision): Promise<unknown> {
  const context = { database: db.database, engineName: 'default', now: () => new Date() } as unknown as WorkerContext;
  const job = {
    ...{ key: `${instance}-${key}`, elementId: 'table', processInstanceKey: String(instance), retries: 5 },
    headers: { table: decision, outcomes },
    variables: { requestId },
  };
  const done = doStep(context, { definition, handler } as unknown as RegisteredJob, job as unknown as Job);
  return done.catch((error: unknown) => {
    if (error instanceof StepFailure) return error.failure;
    throw error;
  });
}

describe('a table in the portal', () => {
  test('reads the answers and the situation on the day of filing', async () => {
    expect(await answer('moves', 'first, moves, stays')).toEqual({ result: 'first' });
    await lives('Paris');
    expect(await answer('moves', 'first, moves, stays', 'again')).toEqual({ result: 'moves' });
    expect(await answer('since', 'yes, no')).toEqual({ result: 'yes' });
    await takenOver(db.asOwner, agent, { theme: 'adresse', value: { ville: 'Lyon' }, from: '2999-01-01' });
    expect(await answer('moves', 'first, moves, stays', 'still')).toEqual({ result: 'moves' });
  });

  test('reads where and by whom it was filed, and nothing sealed', async () => {
    expect(await answer('place', 'here, elsewhere')).toEqual({ result: 'here' });
    const value = { iban: { sealed: 'v2.x', shown: 'FR76' }, holder: 'CLAIRE' };
    await takenOver(db.asOwner, agent, { theme: 'coordonnees-bancaires', value });
    expect(await answer('sealed', 'closed, open')).toEqual({ result: 'closed' });
  });

  test('answers once: a step that comes back finds what was answered, whatever changed since', async () => {
    await lives('Paris');
    expect(await answer('moves', 'moves, stays')).toEqual({ result: 'moves' });
    await lives('Lyon');
    expect(await answer('moves', 'moves, stays')).toEqual({ result: 'moves' });
    const events = await db.database.prisma.requestEvent.findMany({ where: { requestId, kind: 'table' } });
    expect(events.map(({ detail }) => detail)).toEqual([{ table: 'moves', result: 'moves' }]);
    const audited = await db.database.prisma.auditEvent.findMany({ where: { chain: agent, verb: 'table.evaluate' } });
    expect(audited).toHaveLength(1);
    const payload = await db.database.prisma.auditPayload.findFirstOrThrow({
      where: { chain: agent, sequence: audited[0]?.sequence ?? 0 },
    });
    // By which rule, not from what.
    expect(payload.content).toEqual({ table: 'moves', result: 'moves', rules: ['moves-2', 'moves-3'] });
  });

  test.each([
    ['that is not there', 'other', 'yes', 'readable-table'],
    ['of which no rule holds', 'none', 'yes', 'rule'],
    ['that answers what the step does not declare, be it what it read', 'wrong', 'yes, no', 'declared-outcome'],
    ['that cannot be evaluated', 'typed', 'yes', 'evaluation'],
  ])('%s stops the step, which says nothing of what was read', async (_what, decision, outcomes, lacks) => {
    expect(await answer(decision, outcomes)).toEqual({ cause: 'table-unanswered', params: { table: decision, lacks } });
    expect(await db.database.prisma.requestEvent.count({ where: { requestId, kind: 'table' } })).toBe(0);
  });
});
