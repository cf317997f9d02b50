import { mustDraw } from '../../../../application/atelier/circuit-draft.ts';
import { formFaults } from '../../../../application/atelier/form-faults.ts';
import { type CircuitFault, wordsOfFault } from '../../../../domain/circuit/fault.ts';
import { DomainError } from '../../../../domain/errors.ts';
import {
  accepted,
  isRefusal,
  type OutboxAnswer,
  type OutboxCommand,
  type OutboxCommandName,
} from '../../../../domain/operations/outbox-command.ts';
import { findCircuitDraft } from '../../../../prisma/repositories/atelier.ts';
import { enqueue, forgetCommand } from '../../../../prisma/repositories/outbox.ts';
import type { CircuitFault as FaultView } from '../../../contract/atelier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing } from './drafts.ts';

type Sources = Pick<Dependencies, 'database' | 'channels' | 'settings'>;

/** How much longer than a decision a check may take: templates are typeset, perhaps after those of a colleague. */
export const TIMEOUT_FACTOR = 4;

export const faultView = (fault: CircuitFault): FaultView => ({
  ...fault,
  params: { ...fault.params },
  message: wordsOfFault(fault),
});

/** The no that lists what is wrong, one by one. */
export const invalidCircuit = (faults: readonly CircuitFault[]): ProblemWith =>
  new ProblemWith('circuit-invalid', { circuitFaults: faults.map(faultView) });

/** Errors first, in the order of the files. */
export const inOrder = (faults: readonly CircuitFault[]): CircuitFault[] =>
  [...faults].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));

/** What is wrong in a draft, and what its acts would look like. Workers do both: they know the steps, and typeset. */
export function circuitCheckRoutes({ database, channels, settings }: Sources) {
  const { prisma } = database;

  const tried = async <Name extends OutboxCommandName>(
    command: (until: string) => OutboxCommand<Name>,
  ): Promise<OutboxAnswer<Name>> => {
    const timeoutMs = settings.engineTimeoutMs * TIMEOUT_FACTOR;
    const until = new Date(Date.now() + timeoutMs).toISOString();
    const id = await database.transaction((tx) => enqueue(tx, command(until)));
    const answer = await channels.waitForOutbox(id, timeoutMs);
    if (answer === null) throw new DomainError('workers-late');
    // A page is large and of use to nobody else.
    await forgetCommand(prisma, id);
    return answer;
  };

  return [
    serve('POST /api/atelier/drafts/:id/check', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        mustDraw(await drawing(call));
        const { params } = call;
        const draft = await findCircuitDraft(prisma, params.id);
        if (draft === null) throw new DomainError('not-found');
        const answer = await tried<'check-circuit'>((until) => ({
          command: 'check-circuit',
          payload: { draftId: draft.id, until },
        }));
        const { revision, faults } = accepted(answer);
        return ok({
          revision,
          faults: inOrder([...faults, ...(await formFaults(prisma, draft.id))]).map(faultView),
        });
      },
    }),
    serve('POST /api/atelier/drafts/:id/act-preview', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        mustDraw(await drawing(call));
        const { params, body, response } = call;
        if ((await findCircuitDraft(prisma, params.id)) === null) throw new DomainError('not-found');
        const answer = await tried<'preview-circuit-act'>((until) => ({
          command: 'preview-circuit-act',
          payload: { draftId: params.id, template: body.template, until },
        }));
        if (isRefusal(answer) && answer.faults) throw invalidCircuit(answer.faults);
        response.type('application/pdf').send(Buffer.from(accepted(answer).pdf, 'base64'));
        return undefined;
      },
    }),
  ];
}
