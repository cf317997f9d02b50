import { draftFaults } from '#application/atelier/draft-faults.ts';
import { orderActPreview, orderCheck } from '#application/atelier/order-trial.ts';
import { type CircuitFault, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import type { KnownName } from '#domain/circuit/known-name.ts';
import { DomainError } from '#domain/errors.ts';
import {
  accepted,
  isRefusal,
  type OutboxAnswer,
  type OutboxCommandName,
  type OutboxId,
} from '#domain/outbox/outbox-command.ts';
import { findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { forgetCommand } from '#prisma/repositories/messages/outbox.ts';
import type { CircuitFault as FaultView, KnownName as NameView } from '#web/contract/circuits/atelier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { type Call, ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing } from './drafts.ts';

type Sources = Pick<Dependencies, 'database' | 'channels' | 'settings'>;

/** How much longer than a decision a check may take: templates are typeset, perhaps after those of a colleague. */
export const TIMEOUT_FACTOR = 4;

/** As an analyst reads it: the step of a block that is at fault is in its words. */
export const faultView = ({ inside, insideId: _place, ...fault }: CircuitFault): FaultView => ({
  ...fault,
  params: { ...fault.params },
  message: wordsOfFault({ ...fault, ...(inside !== undefined && { inside }) }),
});

const nameView = ({ values, givenBy, ...name }: KnownName): NameView => ({
  ...name,
  ...(values && { values: values.map((value) => ({ ...value })) }),
  ...(givenBy && { givenBy: [...givenBy] }),
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
    call: Pick<Call<{ id: string }>, 'me' | 'at' | 'params'>,
    order: (trial: Omit<Parameters<typeof orderCheck>[1], 'inKind'>) => Promise<OutboxId<Name>>,
  ): Promise<OutboxAnswer<Name>> => {
    const timeoutMs = settings.engineTimeoutMs * TIMEOUT_FACTOR;
    const until = new Date(Date.now() + timeoutMs);
    const id = await order({ ...drawing(call), draftId: call.params.id, until });
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
        const { inKind } = call.query;
        const order = (trial: Omit<Parameters<typeof orderCheck>[1], 'inKind'>) =>
          orderCheck({ database }, { ...trial, inKind });
        const { revision, faults, names: known, told: sent } = accepted(await tried(call, order));
        const names = known.map(nameView);
        const told = sent.map(({ message, recipients }) => ({ message, recipients: [...recipients] }));
        if (inKind !== undefined) return ok({ revision, faults: inOrder(faults).map(faultView), names, told });
        const draft = await findCircuitDraft(prisma, call.params.id);
        const beside = draft === null ? [] : await draftFaults(prisma, draft);
        return ok({ revision, faults: inOrder([...faults, ...beside]).map(faultView), names, told });
      },
    }),
    serve('POST /api/atelier/drafts/:id/act-preview', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const { template } = call.body;
        const answer = await tried(call, (trial) => orderActPreview({ database }, { ...trial, template }));
        if (isRefusal(answer) && answer.faults) throw invalidCircuit(answer.faults);
        call.response.type('application/pdf').send(Buffer.from(accepted(answer).pdf, 'base64'));
        return undefined;
      },
    }),
  ];
}
