import { z } from 'zod';
import type { ChainLeaf, RootFile, RootProof, RootStatement } from '#domain/evidence/daily-root.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');

const leaf: z.ZodType<ChainLeaf> = z.strictObject({
  chain: z.string().min(1),
  events: z.int().positive(),
  head: sha256,
});

const statement: z.ZodType<RootStatement> = z.strictObject({
  version: z.literal(1),
  day: z.iso.date(),
  at: z.iso.datetime({ precision: 3 }),
  chains: z.int().positive(),
  root: sha256,
  previous: sha256.nullable(),
});

const stamp = z.base64().min(1).nullable();

/** The root of a day with its leaves, as stored and written outside. */
export const RootFileSchema: z.ZodType<RootFile> = z.strictObject({ statement, stamp, leaves: z.array(leaf) });

/** What evidence holds of a root. A path of 64 hashes allows for more chains than can exist. */
export const RootProofSchema: z.ZodType<RootProof> = z.strictObject({
  ...{ statement, stamp, leaf },
  index: z.int().nonnegative(),
  path: z.array(sha256).max(64),
});
