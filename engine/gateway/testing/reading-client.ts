// A client that asks once and writes the key of each job that it reads: address, call, request as JSON.
import * as grpc from '@grpc/grpc-js';
import { gatewayService } from '../../testing/survival/gateway-client.ts';

const [address = '', call = '', request = '{}'] = process.argv.slice(2);
const client = new (gatewayService())(address, grpc.credentials.createInsecure());
const stream = client[call]?.(JSON.parse(request)) as unknown as grpc.ClientReadableStream<{
  key: string;
  jobs?: { key: string }[];
}>;
stream.on('data', (message) => {
  for (const { key } of message.jobs ?? [message]) process.stdout.write(`${key}\n`);
});
stream.on('error', (error) => process.stdout.write(`${error.message}\n`));
