import { z } from 'zod';
import { PART_NAME, PARTS } from '#domain/circuit/blocks/part.ts';
import { CIRCUIT_KIND } from '#domain/circuit/drafts/draft.ts';
import { PACKAGE_FORMAT, PACKAGE_LIMITS, type PackageHead } from '#domain/circuit/drafts/package.ts';
import { refusePackage } from './refuse.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const VersionNumber = z.int().positive().max(1_000_000).nullable();
const File = z.strictObject({ path: z.string().max(200), sha256: Sha256 });
const Title = z.string().min(1).max(200);
const Head: z.ZodType<PackageHead> = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  portal: z.string().regex(/^[0-9A-Za-z.+-]{1,40}$/),
  kind: z.string().regex(CIRCUIT_KIND),
  title: z.strictObject({ fr: Title, en: Title }),
  version: VersionNumber,
  digest: Sha256,
  files: z.array(File).max(PACKAGE_LIMITS.files),
  parts: z
    .array(z.strictObject({ of: z.enum(PARTS), name: z.string().regex(PART_NAME), version: VersionNumber }))
    .max(PACKAGE_LIMITS.files),
  published: z.array(File).max(1_000).optional(),
});

/** Parsed first: a head of another format is not read any further. */
const Numbered = z.object({ format: z.int().positive() });

/**
 * Parses the head of a package.
 * @throws {DomainError} circuit-package-refused
 */
export function readHead(text: string): PackageHead {
  const said = parsed(text);
  const { data: numbered } = Numbered.safeParse(said);
  if (numbered !== undefined && numbered.format !== PACKAGE_FORMAT)
    refusePackage('format', { format: numbered.format, own: PACKAGE_FORMAT });
  const { data: head } = Head.safeParse(said);
  return head ?? refusePackage('head-unreadable');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refusePackage('head-unreadable');
  }
}

/** Writes the head of a package. */
export const writeHead = (head: PackageHead): string => `${JSON.stringify(head, null, 2)}\n`;
