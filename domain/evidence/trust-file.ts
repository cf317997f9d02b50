/** In a file of trust anchors, those before this line vouch for seals alone, those after it for time stamps alone. */
export const STAMPS_ONLY = 'Time stamps:';
