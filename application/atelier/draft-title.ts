import type { Bilingual } from '../../domain/circuit/manifest.ts';
import type { DraftFile } from '../../prisma/repositories/atelier.ts';

const decoder = new TextDecoder();
export const textOfFile = ({ content }: Pick<DraftFile, 'content'>): string => decoder.decode(content);

/** The title as the draft's texts say it today; the kind's name as long as they cannot be read. */
export function titleIn(files: readonly DraftFile[], kind: string): Bilingual {
  const said = (language: keyof Bilingual): string => {
    const file = files.find(({ path }) => path === `texts.${language}.json`);
    try {
      const { title } = JSON.parse(file ? textOfFile(file) : '{}') as { title?: unknown };
      return typeof title === 'string' && title.trim() !== '' ? title : kind;
    } catch {
      return kind;
    }
  };
  return { fr: said('fr'), en: said('en') };
}
