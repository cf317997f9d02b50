import { Router } from 'express';
import type { Deployment } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { byKind } from '../../deployments.ts';
import { Refused } from '../../refused.ts';
import { bodyOf, optionalFlag, pathKey } from '../body.ts';
import { checkTenant } from '../limits.ts';
import { checkParts, filesOf, formOf, multipart } from '../multipart.ts';

const tenantId = '<default>';
const NONE = {
  processDefinition: null,
  decisionDefinition: null,
  decisionRequirements: null,
  form: null,
  resource: null,
};

/** Deploying files, reading and deleting what was deployed. */
export function deployments({ engine, history, batches }: GatewayContext): Router {
  const router = Router();
  router.post('/deployments', multipart('20mb'), async (request, response) => {
    const form = await formOf(request);
    checkParts(form, ['resources', 'tenantId']);
    checkTenant({ tenantId: form.get('tenantId') });
    const files = filesOf(form, 'resources');
    const resources = await Promise.all(
      files.map(async (file) => ({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
    );
    if (resources.length === 0)
      throw new Refused('INVALID_ARGUMENT', 'Expected to deploy at least one resource, but none given');
    const result = await engine.execute('DEPLOY_RESOURCES', { resources });
    response.json({
      deploymentKey: result.deploymentKey,
      tenantId,
      deployments: byKind(result.deployments).map(describe),
    });
  });

  router.post('/resources/:resourceKey/deletion', async (request, response) => {
    const resourceKey = pathKey(request, 'resourceKey');
    const withHistory =
      optionalFlag(bodyOf(request, ['operationReference', 'deleteHistory']), 'deleteHistory') === true;
    const { processes, decisionRequirements } = engine.state;
    const isOfDecisions = decisionRequirements.get(resourceKey) !== undefined;
    const process = isOfDecisions ? undefined : await history.find('processDefinition', resourceKey);
    // of a process that is gone already, what it left behind can still be deleted
    const isGone = withHistory && process?.state === 'DELETED' && processes.get(resourceKey) === undefined;
    if (!isGone) await engine.execute('DELETE_RESOURCE', { resourceKey });
    let batchOperation: object | null = null;
    if (withHistory && process)
      batchOperation = await forget(batches, 'DELETE_PROCESS_INSTANCE', { processDefinitionKey: resourceKey });
    if (withHistory && isOfDecisions)
      batchOperation = await forget(batches, 'DELETE_DECISION_INSTANCE', { decisionRequirementsKey: resourceKey });
    response.json({ resourceKey, batchOperation });
  });
  router.get('/resources/:resourceKey', (request, response) => {
    const { key, name, definition } = resourceOf(engine, pathKey(request, 'resourceKey'));
    const { version, versionTag, id } = definition;
    response.json({
      resourceKey: key,
      resourceId: id,
      resourceName: name,
      version,
      versionTag: versionTag || null,
      tenantId,
    });
  });
  router.get('/resources/:resourceKey/content', (request, response) => {
    const { content, isRpa } = resourceOf(engine, pathKey(request, 'resourceKey'));
    if (isRpa) response.type('application/json').send(content);
    else response.type(typeof content === 'string' ? 'text/plain' : 'application/octet-stream').send(content);
  });
  router.get('/resources/:resourceKey/content/binary', (request, response) => {
    const { content } = resourceOf(engine, pathKey(request, 'resourceKey'));
    response.type('application/octet-stream').send(Buffer.from(content));
  });
  return router;
}

/** Of process instances those that are over; those that live go on, and keep their history. */
async function forget(
  batches: GatewayContext['batches'],
  type: 'DELETE_PROCESS_INSTANCE' | 'DELETE_DECISION_INSTANCE',
  filter: object,
): Promise<object> {
  return { batchOperationKey: await batches.create({ type }, filter), batchOperationType: type };
}

/** A deployed file by the key of what it defines: a process, a form or decision requirements; others by their own. */
function resourceOf({ state }: GatewayContext['engine'], key: string) {
  const own = state.resources.get(key);
  if (own?.generic !== undefined) {
    const { name, generic: definition } = own;
    const content = definition.isBinary ? Buffer.from(own.content, 'base64') : own.content;
    return { key, name, content, definition, isRpa: definition.isRpa };
  }
  const process = state.processes.get(key);
  const form = state.forms.get(key);
  const requirements = state.decisionRequirements.get(key);
  const found = process ?? form ?? requirements;
  const file = found === undefined ? undefined : state.resources.get(found.resourceKey);
  if (found === undefined || file === undefined) throw new Refused('NOT_FOUND', `Resource with key '${key}' not found`);
  const id = process?.bpmnProcessId ?? form?.formId ?? requirements?.decisionRequirementsId ?? '';
  const versionTag = process?.versionTag ?? form?.versionTag ?? '';
  return {
    key,
    name: found.resourceName,
    content: file.content,
    definition: { id, version: found.version, versionTag },
    isRpa: false,
  };
}

function describe(deployment: Deployment): object {
  switch (deployment.kind) {
    case 'process': {
      const { bpmnProcessId, version, resourceName, processDefinitionKey } = deployment.process;
      const process = {
        processDefinitionId: bpmnProcessId,
        processDefinitionVersion: version,
        resourceName,
        tenantId,
        processDefinitionKey,
      };
      return { ...NONE, processDefinition: process };
    }
    case 'decision': {
      const { decisionId, decisionKey, name, version, decisionRequirementsId, decisionRequirementsKey } =
        deployment.decision;
      const requirements = { decisionRequirementsId, decisionRequirementsKey };
      const decision = {
        decisionDefinitionId: decisionId,
        decisionDefinitionKey: decisionKey,
        name,
        version,
        tenantId,
        ...requirements,
      };
      return { ...NONE, decisionDefinition: decision };
    }
    case 'decisionRequirements': {
      const { decisionRequirementsId, name, version, resourceName, decisionRequirementsKey } =
        deployment.decisionRequirements;
      const requirements = {
        decisionRequirementsId,
        decisionRequirementsName: name,
        version,
        resourceName,
        tenantId,
        decisionRequirementsKey,
      };
      return { ...NONE, decisionRequirements: requirements };
    }
    case 'form': {
      const { formId, version, resourceName, formKey } = deployment.form;
      return { ...NONE, form: { formId, version, resourceName, tenantId, formKey } };
    }
    case 'resource': {
      const { key: resourceKey, name: resourceName, generic } = deployment.resource;
      return {
        ...NONE,
        resource: { resourceId: generic.id, resourceName, version: generic.version, tenantId, resourceKey },
      };
    }
  }
}
