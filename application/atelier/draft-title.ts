import type { Bilingual } from '#domain/bilingual.ts';
import { DECLARATION, type Drafted, isPart } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { themeFile } from '#domain/situation/themes/theme.ts';

const decoder = new TextDecoder();
/** Decodes the text of a file. */
export const textOfFile = ({ content }: Pick<BundleFile, 'content'>): string => decoder.decode(content);

/** Returns the title given by the draft's own files; its name if they cannot be read. */
export function titleIn(
  files: readonly BundleFile[],
  { of, kind }: { readonly of: Drafted; readonly kind: string },
): Bilingual {
  const read = (path: string): unknown => {
    const file = files.find((one) => one.path === path);
    try {
      return (JSON.parse(file ? textOfFile(file) : '{}') as { title?: unknown } | null)?.title;
    } catch {
      return undefined;
    }
  };
  const said = (language: keyof Bilingual): string => {
    const title = isPart(of)
      ? (read(of === 'block' ? DECLARATION : themeFile(kind)) as Partial<Bilingual> | undefined)?.[language]
      : read(`texts.${language}.json`);
    return typeof title === 'string' && title.trim() !== '' ? title : kind;
  };
  return { fr: said('fr'), en: said('en') };
}
