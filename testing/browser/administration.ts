import type { Visitor } from './visitor.ts';

/** Types in a picker, and takes the one that is found. */
export async function pick({ page }: Visitor, field: string, typed: string, found: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).fill(typed);
  await page
    .getByRole('button', { name: `Choisir ${found}` })
    .first()
    .click();
}

/** Gives the reason that whoever changes a right is asked for. */
export const why = ({ page }: Visitor, text: string) => page.getByRole('textbox', { name: /^Motif/ }).fill(text);

/** Waits until the page says that it is done. */
export const told = ({ page }: Visitor) => page.getByText('C’est enregistré.').waitFor();
