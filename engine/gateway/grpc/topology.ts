import type { GatewayContext } from '../context.ts';
import type { Answer } from './unary.ts';

/** One machine, one partition: ours. */
export function topology({ address, version }: GatewayContext): Answer {
  return async () => ({
    brokers: [
      {
        nodeId: 0,
        host: address.host,
        port: address.grpcPort,
        partitions: [{ partitionId: 1, role: 'LEADER', health: 'HEALTHY' }],
        version,
      },
    ],
    clusterSize: 1,
    partitionsCount: 1,
    replicationFactor: 1,
    gatewayVersion: version,
  });
}
