import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '../../engine.ts';
import { type History, openHistory } from '../../history/history.ts';
import type { Engine } from '../../processing/protocol.ts';
import { openContents } from './contents.ts';
import { Documents, MAX_BYTES } from './documents.ts';

const DAY_MS = 86_400_000;
const METADATA = {
  contentType: 'text/plain',
  fileName: 'note.txt',
  size: 4,
  expiresAt: null,
  processDefinitionId: null,
  processInstanceKey: null,
  customProperties: { step: 1 },
};
let folder: string;
let engine: Engine;
let history: History;
let documents: Documents;

const filesKept = () => readdirSync(path.join(folder, 'documents'));

async function open(): Promise<void> {
  engine = await openEngine({ dataFolder: folder });
  history = await openHistory(engine, { file: path.join(folder, 'history.sqlite'), keepFor: DAY_MS }, () => {});
  const log = { info() {}, warn() {}, error() {} };
  documents = new Documents(history, openContents(path.join(folder, 'documents')), () => engine.now(), log);
}

async function close(): Promise<void> {
  documents.close();
  await history.close();
  await engine.close();
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  await open();
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

test('a document is there after a restart, with what is known of it', async () => {
  const kept = await documents.create('note', Buffer.from('note'), METADATA);
  await close();
  await open();
  expect(await documents.find('note')).toEqual(kept);
  expect((await documents.read(kept)).toString()).toBe('note');
});

test('the same bytes are kept once, and removed with the last document that has them', async () => {
  await documents.create('one', Buffer.from('note'), METADATA);
  await documents.create('other', Buffer.from('note'), METADATA);
  expect(filesKept()).toHaveLength(1);
  await documents.delete('one');
  expect(filesKept()).toHaveLength(1);
  await documents.delete('other');
  expect(filesKept()).toEqual([]);
});

test('what has expired is not found, and then removed', async () => {
  const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
  await documents.create('note', Buffer.from('note'), { ...METADATA, expiresAt });
  await documents.find('note');
  await engine.execute('PIN_CLOCK', { timestamp: Date.now() + 2 * DAY_MS });
  await expect(documents.find('note')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await documents.sweep();
  expect(filesKept()).toEqual([]);
});

test('two at once do not get the same id', async () => {
  const both = ['a', 'b'].map((text) => documents.create('note', Buffer.from(text), METADATA));
  const outcomes = await Promise.allSettled(both);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('a file that is too large is refused', () => {
  expect(() => documents.create('large', Buffer.alloc(MAX_BYTES + 1), METADATA)).toThrow('at most');
});
