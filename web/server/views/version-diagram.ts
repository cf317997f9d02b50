import type { Versions } from '#application/versions.ts';
import { diagramOfBlock } from '#domain/circuit/blocks/block.ts';
import { DomainError } from '#domain/errors.ts';
import { diagramIn } from './diagram.ts';

/**
 * The diagram of a version, or of the block that some of its calls lead to; as it was published, without a language.
 * @throws {DomainError} not-found
 */
export async function versionDiagram(
  versions: Versions,
  versionId: string,
  { lang, block: path = '' }: { readonly lang?: 'fr' | 'en' | undefined; readonly block?: string | undefined },
): Promise<string> {
  const { manifest } = await versions.get(versionId);
  const call = manifest.calls?.[path];
  if (path !== '' && call === undefined) throw new DomainError('not-found');
  const xml = await versions.file(versionId, call ? diagramOfBlock(call.block) : manifest.diagram);
  if (xml === null) throw new DomainError('not-found');
  return lang ? diagramIn(xml, manifest, lang, path) : xml;
}
