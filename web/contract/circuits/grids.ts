import { z } from 'zod';
import { GRID_APPROVAL_BARS } from '#domain/permissions/grids.ts';
import { GRID_NAME, GRID_PROPOSAL_STATES, GRID_TYPES, GRID_USES, MAX_GRID_ROWS } from '#domain/situation/grids/grid.ts';
import { Bilingual, Id, Instant, PersonRef, Plain } from '../common.ts';

const words = Plain.trim().min(1).max(500);
const Words = z.strictObject({ fr: words, en: words });
const Key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,49}$/);

/** A name of a grid. */
export const GridName = z.string().regex(GRID_NAME);

/**
 * A reference grid (domain/situation/grids/grid.ts). Days and values are read by the grid's own checks, which say what is wrong at its
 * place.
 */
export const Grid = z.strictObject({
  name: GridName,
  title: Words,
  /** Of the version that is changed: what code relies on it for. */
  use: z.enum(GRID_USES).exactOptional(),
  columns: z
    .array(
      z.strictObject({
        key: Key,
        type: z.enum(GRID_TYPES),
        label: Words,
        /** Rows are found by it. */
        by: z.literal(true).exactOptional(),
        /** A row may say nothing there. */
        optional: z.literal(true).exactOptional(),
      }),
    )
    .min(1)
    .max(20)
    .readonly(),
  rows: z
    .array(
      z.strictObject({
        from: Plain.max(20),
        until: Plain.max(20).nullable(),
        values: z.record(Key, z.union([Plain.max(200), z.number()])),
        legal: words.nullable(),
      }),
    )
    .max(MAX_GRID_ROWS)
    .readonly(),
});

/** What is wrong in a grid, and where: « rows.3.until ». */
export const GridFault = z.object({ at: z.string(), code: z.string(), message: Bilingual });

const Proposal = z.object({
  id: Id,
  proposedBy: PersonRef.nullable(),
  proposedAt: Instant,
  reason: z.string(),
  state: z.enum(GRID_PROPOSAL_STATES),
  /** Who answered it. */
  decidedBy: PersonRef.nullable(),
  /** Why it was sent back. */
  remark: z.string().nullable(),
});

const Version = z.object({
  number: z.int(),
  publishedAt: Instant,
  /** Null: the installation brought it. */
  by: z.object({ proposedBy: PersonRef.nullable(), approvedBy: PersonRef.nullable(), reason: z.string() }).nullable(),
});

/** GET /api/grids: the last version of each, and what is proposed of it. */
export const GridList = z.object({
  items: z.array(
    Version.extend({
      name: GridName,
      title: Bilingual,
      rows: z.int(),
      /** Whether a change awaits an answer. */
      proposed: z.boolean(),
    }),
  ),
  /** New ones that await an answer. */
  proposed: z.array(z.object({ name: GridName, title: Bilingual })),
});

/** GET /api/grids/:name */
export const GridView = z.object({
  /** As it stands; null: it is only proposed. */
  current: Version.extend({ id: Id, grid: Grid }).nullable(),
  /** All of them, the latest first. */
  versions: z.array(Version),
  /** The themes that read it. */
  readBy: z.array(z.object({ theme: z.string(), title: Bilingual })),
  /** The last that was proposed, with what whoever reads may answer. */
  proposal: Proposal.extend({
    grid: Grid,
    mine: z.object({
      /** Null: this person approves; else why not. */
      approvalBar: z.enum(GRID_APPROVAL_BARS).nullable(),
      canReturn: z.boolean(),
      canTakeBack: z.boolean(),
    }),
  }).nullable(),
  mayPropose: z.boolean(),
});

/**
 * POST /api/grids/:name/proposals → 201 { proposalId }: the other analysts are asked. `base` is the version that was changed, null
 * for a new grid. 409 `grid-changed` (params.number), `grid-proposed`, `grid-unchanged` · 422 `grid-invalid` with `gridFaults`.
 */
export const GridProposalAsk = z.strictObject({
  grid: Grid,
  base: Id.nullable(),
  reason: Plain.trim().min(3).max(1000),
});
export const GridProposed = z.object({ proposalId: Id });
/** POST /api/grid-proposals/:id/return → 204, with what should change. 409 `grid-proposal-ended`. */
export const GridReturn = z.strictObject({ remark: Plain.trim().min(3).max(1000) });
/**
 * POST /api/grid-proposals/:id/approval → 201: read from now on. 403 `grid-own-proposal` · 409 `grid-proposer-left`,
 * `grid-proposal-ended`, `grid-changed`.
 */
export const GridPublished = z.object({ number: z.int() });

export type GridView = z.infer<typeof GridView>;
export type GridList = z.infer<typeof GridList>;
export type GridFault = z.infer<typeof GridFault>;
