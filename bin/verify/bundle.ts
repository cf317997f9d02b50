import { unpack } from '#application/atelier/package/unpack.ts';
import { copiedFor } from '#domain/circuit/blocks/block.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import { pathInPackage } from '#domain/circuit/drafts/package.ts';
import { DomainError } from '#domain/errors.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { Invalid } from '#workers/pades/verification/invalid.ts';
import type { Report } from '#workers/pades/verification/report.ts';

/**
 * Proves that a circuit, as the portal exports a version of it, is the one that the act went through: the files that the
 * version was published with are those that the seal covers, and those of the package are among them.
 */
export async function checkBundle(report: Report, { circuit }: Evidence, zip: Uint8Array): Promise<void> {
  const read = await readBundle(zip).catch((error: unknown) => error as Error);
  const bundle = report.attempt('circuit', () => {
    if (read instanceof DomainError) throw new Invalid(`it cannot be read (${Object.values(read.params).join(', ')})`);
    if (read instanceof Error) throw read;
    return read;
  });
  if (bundle === null) return;
  const { kind, version, published, files } = bundle;
  const { processId, bundleSha256, bpmnSha256 } = circuit;
  report.check(
    kind === processId && version === circuit.version && bundleHash(published) === bundleSha256,
    `the circuit is version ${version} of ${kind}, by the ${published.length} files that it was published with`,
    `the circuit is not version ${circuit.version} of ${processId} as it was published`,
  );
  const hashes = new Map(published.map(({ path, sha256 }) => [path, sha256]));
  const other = files.find(({ path, sha256 }) => hashes.get(path) !== sha256);
  report.check(
    other === undefined,
    `the ${files.length} files of the package are as they were published`,
    `${other?.path} is not as it was published`,
  );
  report.check(
    hashes.get(`${processId}.bpmn`) === bpmnSha256,
    'the diagram is the one that the request followed',
    'the diagram is not the one that the request followed',
  );
  const alone = published.length - files.length;
  if (alone > 0)
    report.note(`${alone} file(s) that acts are printed with stay in the portal: known by their hash alone`);
}

/** @throws {DomainError} circuit-package-refused {@link Invalid} */
async function readBundle(zip: Uint8Array) {
  const { head, files, parts } = await unpack({ zip });
  const { kind, version, published } = head;
  if (published === undefined)
    throw new Invalid('the package does not say what was published: have the version exported again');
  const ofParts = parts.flatMap((part) =>
    part.files.map((file) => {
      const path = pathInPackage(part, file.path);
      // A kind has the diagrams of its blocks as copies, under ids of its own.
      return path.endsWith('.bpmn')
        ? fileOfText(path, copiedFor(kind, part.name, new TextDecoder().decode(file.content)))
        : { ...file, path };
    }),
  );
  return { kind, version, published, files: [...files, ...ofParts] };
}
