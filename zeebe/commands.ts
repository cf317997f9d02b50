import { EngineRejection, orNull } from './errors.ts';
import { branded, type Call } from './rest.ts';
import type { Deployment, DeploymentFile, GlobalTaskListener, Variables } from './types.ts';

/** Deploys files together, all or nothing: processes, decision tables and forms. */
export async function deploy(call: Call, files: readonly DeploymentFile[]): Promise<Deployment> {
  const resources = files.map(({ name, content }) => new File([content as string], name));
  const result = await call((client) => client.createDeployment({ resources }));
  return {
    deploymentKey: result.deploymentKey,
    processes: result.processes.map((process) => ({
      processDefinitionKey: process.processDefinitionKey,
      processDefinitionId: process.processDefinitionId,
      version: process.processDefinitionVersion,
      resourceName: process.resourceName,
    })),
    decisions: result.decisions.map(({ decisionDefinitionKey, decisionDefinitionId, version }) => ({
      decisionDefinitionKey,
      decisionDefinitionId,
      version,
    })),
    forms: result.forms.map(({ formKey, formId, version, resourceName }) => ({
      formKey,
      formId,
      version,
      resourceName,
    })),
  };
}

/** Starts an instance of one version, chosen by its key, and answers with the key of the instance. */
export async function createInstance(
  call: Call,
  request: { processDefinitionKey: string; variables?: Variables },
): Promise<{ processInstanceKey: string }> {
  const { processInstanceKey } = await call((client) =>
    client.createProcessInstance({
      processDefinitionKey: branded(request.processDefinitionKey),
      variables: request.variables ?? {},
    }),
  );
  return { processInstanceKey };
}

/** Ends an instance where it stands. False when it is already over, or unknown. */
export async function cancelInstance(call: Call, key: string): Promise<boolean> {
  return unlessNotFound(call((client) => client.cancelProcessInstance({ processInstanceKey: branded(key) })));
}

/** Where an instance goes: another definition, and what each element that goes on is there, with what stands or waits at it. */
export interface Migration {
  readonly processDefinitionKey: string;
  readonly elements: readonly { readonly from: string; readonly to: string }[];
}

/** Has an instance follow another definition, and none that it calls. False when it is already over, or unknown. */
export async function migrateInstance(
  call: Call,
  key: string,
  { processDefinitionKey, elements }: Migration,
): Promise<boolean> {
  const mappingInstructions = elements.map(({ from, to }) => ({
    sourceElementId: branded<never>(from),
    targetElementId: branded<never>(to),
  }));
  return unlessNotFound(
    call((client) =>
      client.migrateProcessInstance({
        processInstanceKey: branded(key),
        targetProcessDefinitionKey: branded(processDefinitionKey),
        mappingInstructions,
      }),
    ),
  );
}

/** What is done to an instance by hand: an element is entered, and a passage through another one, by its key, is left. */
export interface Modification {
  readonly enter: string;
  readonly leave: string;
}

/** Moves a token of an instance: all of it or nothing. False when the instance is already over, or unknown. */
export async function modifyInstance(call: Call, key: string, { enter, leave }: Modification): Promise<boolean> {
  const instructions = {
    activateInstructions: [{ elementId: branded<never>(enter) }],
    terminateInstructions: [{ elementInstanceKey: branded<never>(leave) }],
  };
  return unlessNotFound(
    call((client) => client.modifyProcessInstance({ processInstanceKey: branded(key), ...instructions })),
  );
}

/** Sets variables of an instance, in its own scope. False when it is already over, or unknown. */
export async function setVariables(call: Call, key: string, variables: Variables): Promise<boolean> {
  return unlessNotFound(
    call((client) =>
      client.createElementInstanceVariables({ elementInstanceKey: branded(key), variables, local: true }),
    ),
  );
}

/** A message for whoever waits for it, now or within `timeToLive` milliseconds. */
export interface Message {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables?: Variables;
  readonly timeToLive?: number;
  readonly messageId?: string;
}

/** Publishes a message. With an id that is still buffered it was published before: that counts as done. */
export async function publishMessage(call: Call, message: Message): Promise<void> {
  const { name, correlationKey, variables = {}, timeToLive = 0, messageId } = message;
  const body = { name, correlationKey, variables, timeToLive, ...(messageId === undefined ? {} : { messageId }) };
  try {
    await call((client) => client.publishMessage(body));
  } catch (error) {
    if (error instanceof EngineRejection && error.code === 'ALREADY_EXISTS') return;
    throw error;
  }
}

/** Hands a message to an instance that waits for it now: the key of the (first) one that took it, null when nobody did. */
export async function correlateMessage(
  call: Call,
  message: Omit<Message, 'timeToLive' | 'messageId'>,
): Promise<string | null> {
  const { name, correlationKey, variables = {} } = message;
  const taken = await orNull(call((client) => client.correlateMessage({ name, correlationKey, variables })));
  return taken?.processInstanceKey ?? null;
}

/** Gives the job behind an incident its retries back, if it has one, then resolves the incident. False when it is gone. */
export async function resolveIncident(call: Call, key: string, options: { retries?: number } = {}): Promise<boolean> {
  const consistency = { consistency: { waitUpToMs: 0 } };
  const retries = options.retries ?? 1;
  return unlessNotFound(
    (async () => {
      const { jobKey } = await call((client) => client.getIncident({ incidentKey: branded(key) }, consistency));
      if (jobKey) await call((client) => client.updateJob({ jobKey, changeset: { retries } }));
      await call((client) => client.resolveIncident({ incidentKey: branded(key) }));
    })(),
  );
}

/** Makes the engine's global task listeners with these ids be exactly these; others are left alone. */
export async function ensureGlobalTaskListeners(call: Call, wanted: readonly GlobalTaskListener[]): Promise<void> {
  for (const { id, type, eventTypes, ...rest } of wanted) {
    const body = { type, eventTypes: [...eventTypes], ...rest };
    try {
      await call((client) => client.createGlobalTaskListener({ id: branded(id), ...body }));
    } catch (error) {
      if (!(error instanceof EngineRejection) || !['ALREADY_EXISTS', 'INVALID_STATE'].includes(error.code)) throw error;
      await call((client) => client.updateGlobalTaskListener({ id: branded(id), ...body }));
    }
  }
}

/** What a NOT_FOUND means to the caller is « no », not an error. */
const unlessNotFound = async (sent: Promise<unknown>): Promise<boolean> =>
  (await orNull(sent.then(() => true))) ?? false;
