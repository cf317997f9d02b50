import type { Bilingual } from '#domain/bilingual.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { newCircuit, OTHER_REQUESTS } from '#domain/circuit/drafts/draft.ts';
import { begunFromKind } from '#domain/circuit/kinds/begun-from-kind.ts';
import { begunFromModel, type Change, canChange, type NewKind } from '#domain/circuit/kinds/kind-model.ts';
import { freeKindName, nameOfTitle } from '#domain/circuit/kinds/kind-name.ts';
import type { TextFiles } from '#domain/circuit/kinds/renamed.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { kindsDrawn } from '#prisma/repositories/circuits/atelier.ts';
import { currentVersionId, lockKind } from '#prisma/repositories/circuits/circuits.ts';
import { newestDefinitions } from '#prisma/repositories/people/themes.ts';
import { ownFilesOf } from '../drawing/imported-diagram.ts';
import { withTexts, written } from '../text-files.ts';
import { kindModels } from './kind-models.ts';
import { versionToDraw } from './version-to-draw.ts';

/**
 * What a new kind is made from: a model shipped with the portal, with the theme that it changes
 * (null: none; undefined: not chosen yet), or a kind in force.
 */
export type After = { readonly model: string; readonly theme?: string | null | undefined } | { readonly kind: string };

/** A kind to create; without a name, one is made from its title. */
export interface AskedKind {
  readonly kind?: string | undefined;
  readonly title: string;
  /** Its title in English; the French one until it is translated. */
  readonly english?: string | undefined;
  readonly category?: Bilingual | undefined;
  readonly after?: After | undefined;
}

/**
 * Returns the name and the files of a new kind.
 * @throws {DomainError} circuit-kind-taken, circuit-theme-beyond-model, kind-unknown, not-found
 */
export async function begunKind(
  tx: Tx,
  asked: AskedKind,
): Promise<{ readonly kind: string; readonly files: readonly BundleFile[] }> {
  const kind = await nameFor(tx, asked);
  const { title, english = title, category = null, after } = asked;
  const named = { kind, title: { fr: title, en: english } };
  if (after === undefined)
    return { kind, files: written(newCircuit(kind, title, { english, ...(category && { category }) })) };
  if ('model' in after)
    return { kind, files: written(await fromModel(tx, after, { ...named, category: category ?? OTHER_REQUESTS })) };
  return { kind, files: await fromKind(tx, after.kind, { ...named, category }) };
}

/**
 * Returns the name asked for if no kind has it, not even a closed one; without one, a free name
 * made from the title.
 * @throws {DomainError} circuit-kind-taken
 */
async function nameFor(tx: Tx, { kind, title }: AskedKind): Promise<string> {
  if (kind !== undefined) {
    if ((await versionToDraw(tx, kind)) !== null) throw new DomainError('circuit-kind-taken');
    return kind;
  }
  // Two people who begin with the same title at once get two names.
  await lockKind(tx, nameOfTitle(title));
  return freeKindName(title, await kindsDrawn(tx));
}

async function fromModel(
  tx: Tx,
  { model: name, theme: asked }: Extract<After, { readonly model: string }>,
  begun: NewKind,
): Promise<TextFiles> {
  const model = (await kindModels()).find((one) => one.name === name);
  if (model === undefined) throw new DomainError('not-found');
  const change = await changeOf(tx, asked);
  if (!canChange(model, change)) throw new DomainError('circuit-theme-beyond-model');
  return begunFromModel(model, begun, change);
}

async function changeOf(tx: Tx, name: string | null | undefined): Promise<Change> {
  if (name === undefined) return 'unsaid';
  if (name === null) return 'nothing';
  const theme = (await newestDefinitions(tx)).find((one) => one.name === name);
  if (theme === undefined) throw new DomainError('not-found');
  return theme;
}

async function fromKind(tx: Tx, from: string, begun: Parameters<typeof begunFromKind>[2]): Promise<BundleFile[]> {
  const versionId = await currentVersionId(tx, from);
  if (versionId === null) throw new DomainError('kind-unknown');
  return withTexts(await ownFilesOf(tx, versionId), (texts) => begunFromKind(texts, from, begun));
}
