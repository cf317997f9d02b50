import { type AnyEvent, DEFAULT_TENANT, type EngineEvent } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Who waits, or waited, for which message. */
export function projectMessageSubscriptions(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'MESSAGE_SUBSCRIBED': {
      const { bpmnProcessId, processDefinitionKey, processInstanceKey, elementId, elementInstanceKey } = event.value;
      rows.put('messageSubscription', {
        messageSubscriptionKey: event.key,
        processDefinitionId: bpmnProcessId,
        processDefinitionKey,
        processInstanceKey,
        rootProcessInstanceKey: rows.rootOf(processInstanceKey),
        elementId,
        elementInstanceKey,
        messageSubscriptionState: 'CREATED',
        lastUpdatedDate: event.time,
        messageName: event.value.messageName,
        correlationKey: event.value.correlationKey,
        tenantId: DEFAULT_TENANT,
      });
      break;
    }
    case 'MESSAGE_UNSUBSCRIBED':
      rows.run(
        `update message_subscription set "messageSubscriptionState" = 'DELETED', "lastUpdatedDate" = ?
         where "messageSubscriptionKey" = ? and "messageSubscriptionState" = 'CREATED'`,
        [event.time, BigInt(event.key)],
      );
      break;
    case 'MESSAGE_CORRELATED': {
      const { processInstanceKey, elementId, messageName } = event.value;
      if (processInstanceKey === '') break;
      rows.put('correlatedMessageSubscription', correlated(rows, event));
      rows.run(
        `update message_subscription set "messageSubscriptionState" = 'CORRELATED', "lastUpdatedDate" = ?
         where "messageSubscriptionKey" = (select max("messageSubscriptionKey") from message_subscription
             indexed by "message_subscription_processInstanceKey" where "processInstanceKey" = ? and "elementId" = ? and "messageName" = ?)`,
        [event.time, BigInt(processInstanceKey), elementId, messageName],
      );
    }
  }
}

function correlated(rows: Rows, { position, key, time, value }: EngineEvent<'MESSAGE_CORRELATED'>) {
  const { processInstanceKey, elementInstanceKey, subscriptionKey } = value;
  const instance = rows.instanceOf(processInstanceKey);
  return {
    correlation: String(position),
    subscriptionKey,
    messageKey: key,
    messageName: value.messageName,
    correlationKey: value.correlationKey || null,
    correlationTime: time,
    elementId: value.elementId,
    elementInstanceKey,
    processInstanceKey,
    rootProcessInstanceKey: instance?.rootProcessInstanceKey ?? processInstanceKey,
    processDefinitionId: value.bpmnProcessId,
    processDefinitionKey: instance?.processDefinitionKey ?? null,
    partitionId: 1,
    tenantId: DEFAULT_TENANT,
  };
}
