import { overlaps } from './geometry.ts';
import type { PageFault } from './judge-page.ts';
import type { PageLink } from './read-links.ts';
import type { DrawnPage, TextMark } from './read-marks.ts';

const ADDRESS = /https?:|www\.|@|[\p{L}\p{N}-]\.\p{L}{2,}/u;
const bare = (address: string): string =>
  address
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(?:https?:\/\/|mailto:)(?:www\.)?|^www\./, '');

/** An address that is read is the one that opens. A long one is broken over lines, each of them a link. */
export function addressFaults(pages: readonly DrawnPage[], links: readonly PageLink[]): PageFault[] {
  const faults: PageFault[] = [];
  let before: (PageLink & { readonly isAddress: boolean }) | undefined;
  for (const link of links) {
    const texts = (pages[link.page - 1]?.marks ?? []).filter(
      (mark): mark is TextMark => mark.kind === 'text' && overlaps(mark.box, link.box),
    );
    const shown = texts
      .map(({ text }) => text)
      .join('')
      .trim();
    const goesOn = before?.address === link.address && before.isAddress;
    const isAddress = goesOn || ADDRESS.test(shown);
    const [target, seen] = [bare(link.address), bare(shown)];
    if (isAddress && !(target.startsWith(seen) || (goesOn && !/^https?:|@/.test(shown) && target.includes(seen))))
      faults.push({ code: 'contradiction', words: `${shown} → ${link.address}`, page: link.page });
    before = { ...link, isAddress };
  }
  return faults;
}
