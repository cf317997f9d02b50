import type { ProposalKind } from '#domain/permissions/administration.ts';
import { addressPower } from './address-power.ts';
import { delegationPower } from './delegation-power.ts';
import { habilitationPower } from './habilitation-power.ts';
import { identityPower } from './identity-power.ts';
import { movePower } from './move-power.ts';
import { postingPower } from './posting-power.ts';
import type { Power } from './power.ts';
import { qualityPower } from './quality-power.ts';
import { recoveryPower } from './recovery-power.ts';

const POWERS = {
  habilitation: habilitationPower,
  delegation: delegationPower,
  posting: postingPower,
  move: movePower,
  address: addressPower,
  recovery: recoveryPower,
  identity: identityPower,
  quality: qualityPower,
} as const satisfies Record<ProposalKind, unknown>;

/**
 * Returns the power of a kind. Its stored facts are those it was proposed with, already parsed by
 * the schema of that request.
 */
export const powerOf = (kind: ProposalKind): Power<object> => POWERS[kind] as unknown as Power<object>;
