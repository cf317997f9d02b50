import type { Authentication, SignIn } from '#domain/account/sign-in.ts';
import type { ActData } from '#domain/act/act.ts';
import type { Tie } from '#domain/campaign/assign.ts';
import type { PointLine } from '#domain/campaign/points.ts';
import type { Mapping } from '#domain/circuit/interventions/migration.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import type { ErrorParams, FieldFault } from '#domain/errors.ts';
import type { RootStatement } from '#domain/evidence/daily-root.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { PayFact } from '#domain/pay/pay-piece.ts';
import type { ImportFault } from '#domain/people/import-cells.ts';
import type { Appointment } from '#domain/permissions/actor.ts';
import type { SigningCapacity } from '#domain/power/delegation.ts';
import type { BatchFault } from '#domain/request/act-batch.ts';
import type { ThemeValue } from '#domain/situation/entry.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Prisma } from './client.ts';
import type { ActContent } from './repositories/acts/acts.ts';

/**
 * Types of JSON columns, by `table.column`. A column without one is read as unknown, and parsed
 * where it is read.
 */
interface Named {
  'act.content': ActContent;
  'act.effects': ActEffect[];
  'act.evidence': Evidence;
  'act_batch.answers': Readonly<Record<string, unknown>>;
  'act_batch.fault': BatchFault;
  'act_batch_line.faults': readonly BatchFault[];
  'act_batch_line.said': Readonly<Record<string, unknown>>;
  'act_preview.content': ActData;
  'campaign_rank.lines': PointLine[];
  'campaign_ranking.ties': readonly Tie[];
  'circuit_version.sheet': CircuitManifest;
  'daily_root.statement': RootStatement;
  'decision.capacity': SigningCapacity;
  'decision_batch.sign_in': SignIn;
  'decision_batch_item.faults': readonly FieldFault[];
  'decision_batch_item.params': ErrorParams;
  'decision_intent.authentication': Authentication;
  'decision_reply.faults': readonly FieldFault[];
  'decision_reply.params': ErrorParams;
  'draft.data': Record<string, unknown>;
  'habilitation.appointment': Appointment;
  'migration_batch.mapping': Mapping;
  'pay_piece.facts': readonly PayFact[];
  'import_batch.fault': ImportFault;
  'import_line.faults': readonly ImportFault[];
  'import_line.said': object;
  'provisioned_right.facts': Prisma.JsonObject;
  'signing_batch.authentication': Authentication;
  'signing_leaf.params': ErrorParams;
  'situation_correction.value': ThemeValue;
  'situation_entry.value': ThemeValue;
  'situation_grid.grid': Grid;
  'situation_grid_proposal.grid': Grid;
  'situation_theme.definition': Theme;
}

/** Type of a JSON column, by `table.column`; unknown if it has none. */
export type JsonColumn<Place extends string> = Place extends keyof Named ? Named[Place] : unknown;
