/** Movements of pay. */
export const PAY_MOVEMENTS = ['work-time', 'echelon', 'bank-account', 'allowance', 'leave', 'other'] as const;
/** A change of a person's pay: header `movement` of « pay-piece ». */
export type PayMovement = (typeof PAY_MOVEMENTS)[number];
