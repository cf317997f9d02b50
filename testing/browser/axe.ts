import { AxeBuilder } from '@axe-core/playwright';
import type { Visitor } from './visitor.ts';

/** WCAG 2.1, A and AA. Documents shown in frames are the browser's reader, not ours. */
export async function axe({ page }: Visitor): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ iframes: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
