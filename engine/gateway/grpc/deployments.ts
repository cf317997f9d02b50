import type { Deployment } from '../../processing/protocol.ts';
import type { GatewayContext } from '../context.ts';
import { byKind } from '../deployments.ts';
import { checkTenants } from '../tenants.ts';
import type { Answer, Message } from './unary.ts';

const tenantId = '<default>';

/** Deploys files together, all or nothing. */
export function deployResource({ engine }: GatewayContext): Answer {
  return async (request) => {
    checkTenants('gRPC request DeployResource', request.tenantId);
    const { deploymentKey, deployments } = await engine.execute('DEPLOY_RESOURCES', { resources: request.resources });
    return { key: deploymentKey, deployments: byKind(deployments).map(toMessage), tenantId };
  };
}

/** The older call, for processes only. */
export function deployProcess({ engine }: GatewayContext): Answer {
  return async ({ processes }) => {
    const resources = processes.map((process: Message) => ({ name: process.name, content: process.definition }));
    const { deploymentKey, deployments } = await engine.execute('DEPLOY_RESOURCES', { resources });
    return { key: deploymentKey, processes: deployments.flatMap((one) => toMessage(one).process ?? []) };
  };
}

export function deleteResource({ engine }: GatewayContext): Answer {
  return ({ resourceKey }) => engine.execute('DELETE_RESOURCE', { resourceKey });
}

function toMessage(deployment: Deployment): Message {
  switch (deployment.kind) {
    case 'process': {
      const { bpmnProcessId, version, processDefinitionKey, resourceName } = deployment.process;
      return { process: { bpmnProcessId, version, processDefinitionKey, resourceName, tenantId } };
    }
    case 'decision': {
      const { decisionId, name, version, decisionKey, decisionRequirementsId, decisionRequirementsKey } =
        deployment.decision;
      return {
        decision: {
          dmnDecisionId: decisionId,
          dmnDecisionName: name,
          version,
          decisionKey,
          dmnDecisionRequirementsId: decisionRequirementsId,
          decisionRequirementsKey,
          tenantId,
        },
      };
    }
    case 'decisionRequirements': {
      const { decisionRequirementsId, name, version, decisionRequirementsKey, resourceName } =
        deployment.decisionRequirements;
      return {
        decisionRequirements: {
          dmnDecisionRequirementsId: decisionRequirementsId,
          dmnDecisionRequirementsName: name,
          version,
          decisionRequirementsKey,
          resourceName,
          tenantId,
        },
      };
    }
    case 'form': {
      const { formId, version, formKey, resourceName } = deployment.form;
      return { form: { formId, version, formKey, resourceName, tenantId } };
    }
    case 'resource': {
      // clients whose protocol has no such field pass over it
      const { key: resourceKey, name: resourceName, generic } = deployment.resource;
      return { resource: { resourceId: generic.id, version: generic.version, resourceKey, resourceName, tenantId } };
    }
  }
}
