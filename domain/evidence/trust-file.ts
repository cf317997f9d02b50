/**
 * Separates the anchors of a trust file: those before this line are for seals only, those after it
 * for time stamps only.
 */
export const STAMPS_ONLY = 'Time stamps:';
