import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readProcessManifest, writeProcessManifest } from './manifest.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../processes');
// A block says nothing of a kind.
const shipped = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /^[^_].*\.bpmn$/.test(file));
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const BARE = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="essai" name="Essai" isExecutable="true">
    <bpmn:startEvent id="s" />
  </bpmn:process>
</bpmn:definitions>`;

describe('the manifest of a circuit, without its drawing', () => {
  test('a diagram drawn elsewhere receives its first answer', async () => {
    const xml = await writeProcessManifest(BARE, { properties: { category: 'carriere' } });
    expect(await readProcessManifest(xml)).toEqual({
      name: 'Essai',
      properties: [{ name: 'category', value: 'carriere' }],
    });
  });

  test('an answer that is emptied is removed', async () => {
    const xml = await writeProcessManifest(BARE, { properties: { category: 'carriere', payImpact: 'true' } });
    const emptied = await writeProcessManifest(xml, { properties: { category: '' } });
    expect((await readProcessManifest(emptied)).properties).toEqual([{ name: 'payImpact', value: 'true' }]);
  });

  test('an answer of several lines is written on one', async () => {
    const xml = await writeProcessManifest(BARE, { name: ' Essai\nlong ' });
    expect((await readProcessManifest(xml)).name).toBe('Essai long');
  });

  test('what is no diagram is refused', async () => {
    await expect(readProcessManifest('<html>')).rejects.toThrow();
  });

  test.each(shipped)('%s: one answer changes, and nothing else', async (file) => {
    const before = read(file);
    const manifest = await readProcessManifest(before);
    expect(manifest.properties.length).toBeGreaterThan(0);
    const after = await writeProcessManifest(before, { properties: { category: 'essai' } });
    const changed = linesOf(after).filter((line) => !linesOf(before).includes(line));
    expect(changed).toEqual(['<zeebe:property name="category" value="essai" />']);
    expect(linesOf(after)).toHaveLength(linesOf(before).length);
    const back = await writeProcessManifest(after, {
      properties: { category: manifest.properties.find(({ name }) => name === 'category')?.value ?? '' },
    });
    expect(linesOf(back)).toEqual(linesOf(before));
  });
});

const linesOf = (xml: string): string[] =>
  xml
    .split('\n')
    // A quote may be written in two ways between tags.
    .map((line) => line.trim().replace(/&#34;|&quot;/g, '"'))
    .filter((line) => line !== '');
