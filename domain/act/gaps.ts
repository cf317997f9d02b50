import type { Role } from '../permissions/role.ts';
import { isBlank } from './act.ts';

/**
 * What an act may lack before anyone can sign it. The signer is checked later, when they ask to see
 * it.
 */
export const ACT_GAPS = ['ministry', 'structure', 'firstName', 'lastName', 'posting', 'grade', 'reasons'] as const;
export type ActGap = (typeof ACT_GAPS)[number];

/** Who can fill each gap. What the manager cannot fill in the task itself is reported with this. */
export const MENDED_BY: Readonly<Record<ActGap, Role>> = {
  ministry: 'administrateur',
  structure: 'administrateur',
  firstName: 'administrateur',
  lastName: 'administrateur',
  posting: 'administrateur',
  grade: 'gestionnaire',
  reasons: 'signataire',
};

/** What the act would print of the agent and of the ministry. */
export interface ActGrounds {
  /** Name of the structure at the top of the tree. */
  readonly ministry: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  /** Null when the agent holds no post that day. */
  readonly posting: { readonly grade: string; readonly structureName: string } | null;
  /** Of a refusal: null when there are none. Undefined when the act needs none. */
  readonly reasons?: { readonly law: readonly string[]; readonly fact: readonly string[] } | null;
}

/** Lists what is missing for the act to be lawful, in a fixed order; empty: it can be drafted. */
export function actGaps({ ministry, firstName, lastName, posting, reasons }: ActGrounds): ActGap[] {
  const lacks: Readonly<Record<ActGap, boolean>> = {
    ministry: isBlank(ministry),
    structure: posting !== null && isBlank(posting.structureName),
    firstName: isBlank(firstName),
    lastName: isBlank(lastName),
    posting: posting === null,
    grade: posting !== null && isBlank(posting.grade),
    reasons: reasons !== undefined && !(reasons?.law.length && reasons.fact.length),
  };
  return ACT_GAPS.filter((gap) => lacks[gap]);
}
