// The screens in development, from their sources: Vite reloads what changes, and passes the API on to the server, which
// takes it for its own page's since BASE_URL is this address.
//   HOST, PORT (its own), SERVER_PORT
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from 'vite';
import { addressesOf } from '#config/listening.ts';
import { onStop } from '#config/on-stop.ts';

const { HOST = 'localhost', PORT = '3000', SERVER_PORT = '' } = process.env;
const SERVER_TIMEOUT_MS = 10_000;
const RETRY_MS = 25;

/** Calls of the API, not the sources of `web/client/api/`, which the page asks for as `/api/query.ts`. */
const API = '^/api/(?!.*\\.tsx?(?:\\?|$))';

/** A server that is being replaced is waited for: the page does not see that it was away. */
const server = { target: `http://127.0.0.1:${SERVER_PORT}`, bypass: serverAnswers };

const vite = await createServer({
  configFile: path.resolve(import.meta.dirname, '../../web/client/vite.config.ts'),
  logLevel: 'warn',
  clearScreen: false,
  server: {
    host: addressesOf(HOST)[0],
    port: Number(PORT),
    strictPort: true,
    proxy: { [API]: server, '/metrics': server },
  },
});
onStop(() => vite.close());
await vite.listen();
process.send?.({ ready: true });

async function serverAnswers(): Promise<void> {
  const until = Date.now() + SERVER_TIMEOUT_MS;
  while (!(await accepts(Number(SERVER_PORT))) && Date.now() < until) await pause(RETRY_MS);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
