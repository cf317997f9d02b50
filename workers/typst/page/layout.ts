/** Where the frame holds the text of a template, in points: the portal's drawing and its reading share it. */
export const LAYOUT = {
  /** Of an A4 page. */
  pageWidth: 595.276,
  marginX: 70.866,
  /** By how much the block of the text is cut wider than its column: descenders, accents, rules of tables. */
  outsetX: 4,
  outsetY: 5,
} as const;

/** The sides of that cut, by which it is known in the bytes. */
export const BODY_SIDES = {
  left: LAYOUT.marginX - LAYOUT.outsetX,
  right: LAYOUT.pageWidth - LAYOUT.marginX + LAYOUT.outsetX,
} as const;
