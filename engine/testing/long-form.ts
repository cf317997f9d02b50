/** How many a test plays: `daily` in every run of the tests, `full` where `TEST_FORM=full` asks for the long form. */
export const amount = ({ daily, full }: { readonly daily: number; readonly full: number }): number =>
  process.env.TEST_FORM === 'full' ? full : daily;
