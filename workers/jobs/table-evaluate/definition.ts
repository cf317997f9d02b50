import { z } from 'zod';
import { table, tableOutcomes } from '../../steps/headers.ts';
import { defineJob } from '../../steps/job.ts';

/** Evaluates a table of the circuit in the portal, where what is personal stays. */
export const definition = defineJob({
  type: 'table-evaluate',
  does: 'evaluates a decision table of the circuit in the portal, on the answers and the situation of the agent: the circuit is given one of the outcomes that the step declares, never what the table read',
  headers: {
    table: table('id of the decision'),
    outcomes: tableOutcomes('every answer that the table may give'),
  },
  results: { result: z.string() },
});
