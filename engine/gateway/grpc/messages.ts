import type { GatewayContext } from '../context.ts';
import { readVariables } from '../json-object.ts';
import { checkTenants } from '../tenants.ts';
import type { Answer } from './unary.ts';

const tenantId = '<default>';

/** Publishes a message, kept for its time to live. */
export function publishMessage({ engine }: GatewayContext): Answer {
  return async ({ name, correlationKey, timeToLive, messageId, variables, tenantId: tenant }) => {
    checkTenants('gRPC request PublishMessage', tenant);
    const { messageKey } = await engine.execute('PUBLISH_MESSAGE', {
      name,
      correlationKey,
      timeToLive: Number(timeToLive),
      ...(messageId === '' ? {} : { messageId }),
      variables: readVariables(variables),
    });
    return { key: messageKey, tenantId };
  };
}

export function broadcastSignal({ engine }: GatewayContext): Answer {
  return async ({ signalName, variables, tenantId: tenant }) => {
    checkTenants('gRPC request BroadcastSignal', tenant);
    const { signalKey } = await engine.execute('BROADCAST_SIGNAL', { signalName, variables: readVariables(variables) });
    return { key: signalKey, tenantId };
  };
}
