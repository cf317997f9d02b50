/**
 * Variables that the portal gives every circuit, and every call of a block under its own name:
 * which request an instance plays, which decision led there, which withdrawal was taken.
 */
export const IDENTITIES = ['requestId', 'decisionId', 'withdrawalId'] as const;

export const isIdentity = (name: string): boolean => IDENTITIES.some((one) => one === name);
