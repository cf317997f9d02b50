import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ActData } from '#domain/act/act.ts';
import { readSharedFiles } from '../typst/render.ts';
import { aSampleAct } from '../typst/sample-act.ts';
import { renderer } from './apart.ts';

const TEMPLATE = new URL('../../processes/temps-partiel-sur-autorisation/act.typ', import.meta.url);
const SHARED = fileURLToPath(new URL('../../processes/_shared/', import.meta.url));

/** A drawn act of a shipped circuit: of the sample, unless its data are given. */
export async function aDrawnAct(given?: ActData): Promise<Uint8Array> {
  const [template, shared] = await Promise.all([readFile(TEMPLATE, 'utf8'), readSharedFiles(SHARED)]);
  const { pdf } = await renderer.render({ template, shared, data: given ?? (await aSampleAct()) });
  return pdf;
}
