import { z } from 'zod';
import { PART_NAME, PARTS } from '#domain/circuit/blocks/part.ts';
import { INPUT_KINDS } from '#domain/circuit/value-kind.ts';
import { FIELD_TYPES } from '#domain/situation/themes/theme.ts';
import { Bilingual, Id, Instant, PersonRef } from '../common.ts';

// What kinds share, blocks and themes: drafted, proposed and published as kinds are (atelier.ts), each by itself.

export const PartType = z.enum(PARTS);
export const PartName = z.string().regex(PART_NAME);

const Choices = z
  .array(z.object({ value: z.string(), label: Bilingual }))
  .readonly()
  .optional();

/** What a block asks for and gives back (domain/circuit/blocks/block.ts: Block), as its newest version says it. */
export const BlockDeclaration = z.object({
  title: Bilingual,
  summary: Bilingual,
  inputs: z
    .array(
      z.object({
        name: z.string(),
        label: Bilingual,
        optional: z.boolean().optional(),
        variable: z.boolean().optional(),
        choices: Choices,
        kind: z.enum(INPUT_KINDS).optional(),
        heading: Bilingual.optional(),
        whenAbsent: Bilingual.optional(),
      }),
    )
    .readonly(),
  outputs: z.array(z.object({ name: z.string(), label: Bilingual, choices: Choices })).readonly(),
});

/** Messages by their keys, in one language. */
const Messages = z.record(z.string(), z.object({ subject: z.string(), body: z.string() }));

/** A kind in force that takes a part, and the version that it holds; null: none of the last ones. */
export const TakingKind = z.object({
  kind: z.string(),
  title: Bilingual,
  versionId: Id,
  number: z.int().nullable(),
});

/** GET /api/atelier/parts?of=block → every block, or every theme, as it stands, with the kinds that take it. */
export const PartRow = z.object({
  of: PartType,
  name: PartName,
  title: Bilingual,
  versionId: Id,
  number: z.int(),
  publishedAt: Instant,
  /** Who approved it; null: shipped with the portal. */
  publishedBy: PersonRef.nullable(),
  /** Of a block. */
  declaration: BlockDeclaration.nullable(),
  /** Of a block: the words that a circuit which calls it begins the messages of its steps with. */
  messages: z.object({ fr: Messages, en: Messages }).nullable(),
  /** Of a theme: what a form can be filled in with (domain/situation/prefill.ts). */
  fillable: z.array(z.object({ key: z.string(), label: Bilingual, type: z.enum(FIELD_TYPES) })).nullable(),
  kinds: z.array(TakingKind),
});
export const PartList = z.object({ items: z.array(PartRow) });

/** GET /api/atelier/parts/:of/:name/versions → newest first. */
export const PartVersionRow = z.object({
  versionId: Id,
  number: z.int(),
  current: z.boolean(),
  publishedAt: Instant,
  publishedBy: PersonRef.nullable(),
  proposedBy: PersonRef.nullable(),
  reason: z.string().nullable(),
  /** The kinds in force that hold it. */
  kinds: z.array(TakingKind),
});
export const PartVersions = z.object({
  of: PartType,
  name: PartName,
  title: Bilingual,
  items: z.array(PartVersionRow),
});

export type PartRow = z.infer<typeof PartRow>;
export type PartVersions = z.infer<typeof PartVersions>;
