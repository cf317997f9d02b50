export const EFFECTS = ['work-time', 'contact', 'bank-account', 'echelon'] as const;
/** What a granted request can change in an agent's situation: header `what` of « situation-apply ». */
export type Effect = (typeof EFFECTS)[number];
