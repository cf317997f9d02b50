import { describe, expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

describe("the engine's options", () => {
  test('without any: loopback, the usual ports, data in DATA_DIR/engine, no sign-in', () => {
    expect(readOptions([], { DATA_DIR: '/srv/harmonie' })).toMatchObject({
      host: '127.0.0.1',
      grpcPort: 26500,
      restPort: 8080,
      dataFolder: '/srv/harmonie/engine',
      account: null,
      movableClock: false,
    });
  });

  test('in memory, nothing is kept on disk', () => {
    expect(readOptions(['--in-memory', '--grpc-port', '0'], {})).toMatchObject({ dataFolder: null, grpcPort: 0 });
  });

  test('a user and a password in the environment ask for sign-in', () => {
    const options = readOptions([], { ENGINE_USER: 'portal', ENGINE_PASSWORD: 'secret' });
    expect(options?.account).toEqual({ user: 'portal', password: 'secret' });
  });

  test.each<[string[], NodeJS.ProcessEnv, string]>([
    [['--grpc-port', 'abc'], {}, '--grpc-port must be a whole number'],
    [['--rest-port', '70000'], {}, '--rest-port must be a whole number from 0 to 65535'],
    [['--history-days', '-1'], {}, "--history-days must be a whole number from 0 to 36500, not '-1'"],
    [['--grpc-port', '7000', '--rest-port', '7000'], {}, '--grpc-port and --rest-port are both 7000'],
    [['--in-memory', '--data', '/srv'], {}, '--in-memory keeps nothing on disk'],
    [['--colour'], {}, '--colour'],
    [[], { ENGINE_USER: 'portal' }, 'ENGINE_USER and ENGINE_PASSWORD go together'],
    [[], { ENGINE_JWKS_URL: 'https://idp/keys' }, 'ENGINE_JWKS_URL and ENGINE_AUDIENCE go together'],
    [[], { ENGINE_JWKS_URL: 'keys', ENGINE_AUDIENCE: 'engine' }, 'ENGINE_JWKS_URL must be an address'],
    [['--tls-cert', 'a.pem'], {}, '--tls-cert and --tls-key go together'],
    [['--host', '0.0.0.0'], {}, '--host 0.0.0.0 is reached from other machines: set ENGINE_USER'],
  ])('%j is refused in one line', (argv, environment, message) => {
    expect(() => readOptions(argv, environment)).toThrow(message);
    expect(() => readOptions(argv, environment)).not.toThrow('\n');
  });
});
