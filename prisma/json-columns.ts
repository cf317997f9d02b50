import type { Authentication } from '#domain/account/sign-in.ts';
import type { Appointment } from '#domain/permissions/actor.ts';
import type { BatchFault } from '#domain/request/act-batch.ts';
import type { ThemeValue } from '#domain/situation/entry.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';

/** What columns of JSON hold, by `table.column`. One that is not named here is read as unknown, and parsed where it is read. */
interface Named {
  'act_batch.answers': Readonly<Record<string, unknown>>;
  'act_batch.fault': BatchFault;
  'act_batch_line.faults': readonly BatchFault[];
  'act_batch_line.said': Readonly<Record<string, unknown>>;
  'decision_intent.authentication': Authentication;
  'habilitation.appointment': Appointment;
  'situation_correction.value': ThemeValue;
  'situation_entry.value': ThemeValue;
  'situation_grid.grid': Grid;
  'situation_grid_proposal.grid': Grid;
  'situation_theme.definition': Theme;
}

export type JsonColumn<Place extends string> = Place extends keyof Named ? Named[Place] : unknown;
