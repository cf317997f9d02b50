import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DocumentStore, openDocumentStore, SWEEPS, type Sweep } from './store.ts';

let folder: string;
let store: DocumentStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'harmonie-documents-'));
  store = openDocumentStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
async function* chunks(...texts: string[]) {
  for (const text of texts) yield bytes(text);
}
const filesOf = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const none = async () => new Set<string>();
const sweepAll = async (before: Date, referenced: Sweep['referenced']) => {
  let removed = 0;
  for (let turn = 0; turn < SWEEPS; turn++) removed += await store.sweep({ turn, before, referenced });
  return removed;
};
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('the document store', () => {
  test('keeps bytes under their digest, whole or in pieces, and once', async () => {
    const stored = await store.put(bytes('an act'));
    expect(stored).toEqual({ sha256: sha256('an act'), size: 6 });
    expect(await store.put(chunks('an', ' ', 'act'))).toEqual(stored);
    expect(await filesOf()).toHaveLength(1);
    expect(new TextDecoder().decode(await store.read(stored.sha256))).toBe('an act');
  });

  test('sends a document as a stream, with its size', async () => {
    const { sha256: name } = await store.put(bytes('a piece'));
    const { stream, size } = await store.open(name);
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    expect([Buffer.concat(parts).toString(), size]).toEqual(['a piece', 7]);
  });

  test('refuses what is over the size while it arrives, and keeps nothing of it', async () => {
    await expect(store.put(chunks('12345', '67890', '1'), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'piece-too-large',
      params: { max: 10 },
    });
    expect(await filesOf()).toEqual([]);
    await expect(store.put(chunks('12345', '67890'), { maxBytes: 10 })).resolves.toMatchObject({ size: 10 });
  });

  test('keeps nothing of an upload that broke', async () => {
    async function* broken() {
      yield bytes('half');
      throw new Error('the line dropped');
    }
    await expect(store.put(broken())).rejects.toThrow('the line dropped');
    expect(await filesOf()).toEqual([]);
  });

  test('notices bytes that changed on the disk', async () => {
    const { sha256: name } = await store.put(bytes('an act'));
    writeFileSync(path.join(folder, name.slice(0, 2), name.slice(2, 4), name), 'another act');
    await expect(store.read(name)).rejects.toMatchObject({ code: 'document-corrupt' });
  });

  test.each(['../../etc/passwd', '', 'A'.repeat(64), '0'.repeat(64)])('finds nothing at « %s »', async (name) => {
    await expect(store.read(name)).rejects.toMatchObject({ code: 'document-missing' });
    await expect(store.open(name)).rejects.toMatchObject({ code: 'document-missing' });
  });

  test('sweeps what nothing refers to, and only once it is old enough', async () => {
    const kept = await store.put(bytes('kept'));
    await store.put(bytes('lost'));
    expect(await sweepAll(new Date(0), none)).toBe(0);
    expect(await sweepAll(inAnHour(), async () => new Set([kept.sha256]))).toBe(1);
    expect((await filesOf()).map((entry) => entry.name)).toEqual([kept.sha256]);
  });

  test('sweeps what a process that died left half-written', async () => {
    await store.put(bytes('kept'));
    writeFileSync(path.join(folder, 'incoming', 'half'), 'ha');
    await store.sweep({ turn: 0, before: inAnHour(), referenced: async (all) => new Set(all) });
    expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
  });
});
