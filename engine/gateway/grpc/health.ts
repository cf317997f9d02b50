import { type handleUnaryCall, type ServiceDefinition, status } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { GatewayContext } from '../context.ts';
import { isUp } from '../health.ts';

/** As gRPC's health checking protocol has them: nothing stands for the server as a whole. */
const SERVICES = ['', 'gateway_protocol.Gateway'];
const STATUSES = { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2 };

interface Asked {
  readonly service: string;
}
interface Told {
  readonly status: keyof typeof STATUSES;
}

const NAME = 'grpc.health.v1.Health';

/** The one call of gRPC's health checking protocol that is not a stream. */
export function healthService(): ServiceDefinition {
  const definitions = fromJSON(
    {
      nested: {
        HealthCheckRequest: { fields: { service: { type: 'string', id: 1 } } },
        HealthCheckResponse: {
          fields: { status: { type: 'ServingStatus', id: 1 } },
          nested: { ServingStatus: { values: STATUSES } },
        },
        [NAME]: {
          methods: { Check: { requestType: 'HealthCheckRequest', responseType: 'HealthCheckResponse', comment: '' } },
        },
      },
    },
    { enums: String, defaults: true },
  );
  return definitions[NAME] as ServiceDefinition;
}

/** Answers without sign-in, as `/actuator/health` does. */
export function checkHealth(context: GatewayContext): handleUnaryCall<Asked, Told> {
  return ({ request }, callback) => {
    if (!SERVICES.includes(request.service))
      return callback({ code: status.NOT_FOUND, details: `No service '${request.service}' here` });
    callback(null, { status: isUp(context) ? 'SERVING' : 'NOT_SERVING' });
  };
}
