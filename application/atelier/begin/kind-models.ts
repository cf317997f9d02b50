import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isTextFile } from '#domain/circuit/drafts/draft.ts';
import type { KindModel } from '#domain/circuit/kinds/kind-model.ts';
import { GUARANTEES } from '#domain/situation/guarantee.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../processes/_models');
/** File in which a model describes itself, beside the files that a kind begins with. */
const DECLARATION = 'model.json';

const Said = z.object({ fr: z.string().min(1), en: z.string().min(1) });
const Declared = z.strictObject({
  title: Said,
  summary: Said,
  order: z.int(),
  guarantees: z.array(z.enum(GUARANTEES)).min(1),
  changingNothing: z
    .strictObject({
      without: z.string().min(1),
      instead: z.record(z.string().min(1), z.string()),
    })
    .optional(),
});

let read: Promise<readonly KindModel[]> | undefined;

/**
 * Returns the models shipped with the portal, simplest first. Read once, since only a release
 * changes them.
 */
export const kindModels = (): Promise<readonly KindModel[]> => (read ??= readModels(FOLDER));

async function readModels(root: string): Promise<KindModel[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const models = await Promise.all(folders.map(({ name }) => readModel(name, path.join(root, name))));
  return models.sort((one, other) => one.order - other.order);
}

async function readModel(name: string, folder: string): Promise<KindModel> {
  const names = (await readdir(folder)).filter((file) => isTextFile(file) && file !== DECLARATION).sort();
  const texts = await Promise.all(names.map((file) => readFile(path.join(folder, file), 'utf8')));
  const declared = Declared.parse(JSON.parse(await readFile(path.join(folder, DECLARATION), 'utf8')));
  return { name, ...declared, files: new Map(names.map((file, index) => [file, texts[index] ?? ''])) };
}
