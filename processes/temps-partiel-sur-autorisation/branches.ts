/** Answers that open the branches which its form alone does not (docs/testing.md, « Every kind in Chromium »). */
export const answers = [
  // Less than two months between filing and start.
  { startDate: 'P14D', endDate: 'P10M' },
];
