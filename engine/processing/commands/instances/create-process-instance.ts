import { activatable } from '../../behaviors/instances/by-hand.ts';
import { createInstance } from '../../behaviors/instances/instances.ts';
import type { Handler } from '../../handler.ts';
import type { CommandValue, CreatedInstance } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { givenVariables, requireProcess, requireTenant } from '../require.ts';

export const createProcessInstance: Handler<'CREATE_PROCESS_INSTANCE'> = (turn, value) => start(turn, value);

const TAG = /^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/;
const MAX_TAGS = 10;
const MAX_BUSINESS_ID = 256;

/** Starts an instance by its none start event, or at the elements given. */
export function start(turn: Turn, value: CommandValue<'CREATE_PROCESS_INSTANCE'>): CreatedInstance {
  requireTenant(value.tenantId);
  const variables = givenVariables(value.variables);
  const tags = givenTags(value.tags);
  const businessId = givenBusinessId(value.businessId);
  const process = requireProcess(turn, value);
  const { startElementIds = [] } = value;
  const executable = turn.models.process(process.processDefinitionKey);
  for (const id of startElementIds) activatable({ verb: 'create', root: process, process: executable }, id);
  if (startElementIds.length === 0 && executable.root.noneStart === undefined) {
    reject('INVALID_STATE', `Expected to create instance of process with none start event, but there is no such event`);
  }
  const processInstanceKey = createInstance(turn, process, variables, {
    tags,
    ...(businessId === undefined ? {} : { businessId }),
    ...(startElementIds.length === 0 ? {} : { startElementIds }),
  });
  const { processDefinitionKey, bpmnProcessId, version } = process;
  return { processInstanceKey, processDefinitionKey, bpmnProcessId, version };
}

/** Labels of an instance: a few short words, each once. */
function givenTags(given: readonly string[] = []): string[] {
  const tags = [...new Set(given)];
  if (tags.length > MAX_TAGS)
    reject('INVALID_ARGUMENT', `Expected at most ${MAX_TAGS} tags to be given, but ${tags.length} were`);
  const wrong = tags.find((tag) => !TAG.test(tag));
  if (wrong !== undefined) {
    const rule = "start with a letter, hold only letters, digits and '_-:.', and be at most 100 characters long";
    reject('INVALID_ARGUMENT', `Expected each of the tags to ${rule}, but one is '${wrong}'`);
  }
  return tags;
}

function givenBusinessId(businessId: string | undefined): string | undefined {
  if (businessId === undefined || (businessId.length > 0 && businessId.length <= MAX_BUSINESS_ID)) return businessId;
  return reject(
    'INVALID_ARGUMENT',
    `Expected the businessId to have from 1 to ${MAX_BUSINESS_ID} characters, but it has ${businessId.length}`,
  );
}
