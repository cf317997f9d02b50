import { z } from 'zod';
import { MOVE_CAUSES } from '#domain/circuit/interventions/token-move.ts';
import { CANCELLATION_BARS } from '#domain/request/cancellation.ts';
import { Bilingual, EngineKey, Id, NamedPlace, Place, Plain } from '../common.ts';
import { Reason } from './administration.ts';

/** Why an operator acts on a request: kept in its journal, and told to its people where it ends. */
export const Reasoned = z.object({ reason: Reason });

/** GET /api/operations/requests/:id/cancellation: what POST would do; with a bar, it is refused. */
export const CancellationPreview = z.object({
  bar: z.enum(CANCELLATION_BARS).nullable(),
  /** The steps whose tasks would be over. */
  tasks: z.array(Bilingual),
  /** How many people would be told. */
  told: z.int(),
});
export type CancellationPreview = z.infer<typeof CancellationPreview>;

/** A value that the engine knows of a form. */
const Fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** GET /api/operations/requests/:id/standing: what can be moved and put right, as the engine has it now. */
export const StandingView = z.object({
  versionId: Id,
  tokens: z.array(NamedPlace.extend({ key: EngineKey, instanceKey: EngineKey, path: z.string() })),
  /** The places that tokens can be put at, by the calls that lead to their instance. */
  targets: z.array(z.object({ path: z.string(), places: z.array(NamedPlace) })),
  facts: z.array(
    z.object({
      name: z.string(),
      label: Bilingual,
      type: z.enum(['choice', 'number', 'boolean', 'date', 'text']),
      choices: z.array(z.object({ value: z.string(), label: Bilingual })),
      value: Fact,
    }),
  ),
});
export type StandingView = z.infer<typeof StandingView>;

/** Without either, there is no such token. */
export const MoveQuery = z.object({ tokenKey: EngineKey.default('0'), to: Place.default('-') });
/** GET /api/operations/requests/:id/move: what POST would do; with a bar, it is refused. */
export const MovePreview = z.object({
  bar: z
    .object({
      cause: z.enum(MOVE_CAUSES),
      step: Bilingual.nullable(),
      /** What the guarantee of that step lacks. */
      lack: Bilingual.nullable(),
      /** In the engine's own words. */
      reason: z.string().nullable(),
    })
    .nullable(),
  tasks: z.array(Bilingual),
});
export type MovePreview = z.infer<typeof MovePreview>;
export const MoveAsk = Reasoned.extend({ tokenKey: EngineKey, instanceKey: EngineKey, from: Place, to: Place });

export const FactAsk = Reasoned.extend({ name: Plain.min(1).max(200), value: Fact });
