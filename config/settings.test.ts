import { describe, expect, test } from '@jest/globals';
import { loadConfig } from './config.ts';
import { ConfigurationError, readSettings } from './settings.ts';

const complete = {
  DATABASE_URL: 'postgres://application:a@127.0.0.1:5432/harmonie',
  DATABASE_OWNER_URL: 'postgres://owner:o@127.0.0.1:5432/harmonie',
  ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:26500',
  ZEEBE_REST_ADDRESS: 'http://127.0.0.1:8080',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  SEAL_P12: '/seal.p12',
  SEAL_CA: '/ca.pem',
};

const refusal = (environment: NodeJS.ProcessEnv, load: (environment: NodeJS.ProcessEnv) => unknown = readSettings) => {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.lines;
    throw error;
  }
  return [];
};

describe('an operator who sets the environment', () => {
  test('may set nothing: the public defaults hold', () => {
    expect(readSettings({})).toMatchObject({ PORT: 3000, SEED_DEMO: false, LOG_LEVEL: 'info' });
  });

  test('is told of every wrong variable at once, by name', () => {
    const lines = refusal({ PORT: 'eighty', SMTP_URL: 'mail.example', LOG_LEVEL: 'loud' });
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toMatch(/PORT.*\n.*SMTP_URL.*smtp:\/\/.*\n.*LOG_LEVEL/);
  });

  test('leaves a variable empty as if it were not set', () => {
    expect(readSettings({ SMTP_URL: '', PORT: '' }).PORT).toBe(3000);
  });

  test('cannot give one database role where two are needed', () => {
    expect(refusal({ ...complete, DATABASE_OWNER_URL: complete.DATABASE_URL })).toEqual([
      expect.stringContaining('must name two roles'),
    ]);
  });

  test('cannot give half of a pair', () => {
    expect(refusal({ ZEEBE_GRPC_ADDRESS: 'grpc://engine:26500' })).toEqual([
      expect.stringContaining('ZEEBE_REST_ADDRESS'),
    ]);
  });

  test('cannot go to production on demonstration secrets', () => {
    const lines = refusal({ NODE_ENV: 'production' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'SESSION_SECRET',
      'DATA_KEY',
      'SEAL_P12',
      'SEAL_CA',
      'DATABASE_URL',
      'BASE_URL',
    ]);
  });

  test('cannot go to production with accounts whose passwords are in the README', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    expect(refusal(production)).toEqual([]);
    expect(refusal({ ...production, SEED_DEMO: 'true' })).toEqual([expect.stringContaining('SEED_DEMO')]);
    const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...embedded } = production;
    expect(refusal(embedded)).toEqual([expect.stringContaining('DATABASE_URL')]);
  });

  test('cannot encrypt account numbers with a short key', () => {
    expect(refusal({ ...complete, DATA_KEY: Buffer.alloc(16).toString('base64') })).toEqual([
      expect.stringContaining('DATA_KEY must be 32 bytes'),
    ]);
  });

  test('hears what a process still misses', () => {
    const { SMTP_URL: _, ...rest } = complete;
    expect(refusal(rest, loadConfig)).toEqual([expect.stringContaining('SMTP_URL')]);
    expect(loadConfig(complete).zeebe.grpcAddress).toBe('grpc://127.0.0.1:26500');
  });
});
