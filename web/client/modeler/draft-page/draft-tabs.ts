import type { ComponentType } from 'react';
import { DRAFTED, type Drafted } from '#domain/circuit/blocks/part.ts';
import type { TabPath } from '../formats/paths.ts';

export interface DraftTab {
  readonly path: TabPath;
  /** What has such a page. */
  readonly of: readonly Drafted[];
  /** Its code, downloaded when it is first opened. */
  readonly load: () => Promise<ComponentType>;
}

const KIND: readonly Drafted[] = ['kind'];
const BLOCK: readonly Drafted[] = ['block'];
const THEME: readonly Drafted[] = ['theme'];
const DRAWN: readonly Drafted[] = ['kind', 'block'];

/** The pages of a draft, in the order of their tabs. Each finds the files by `useDraftFiles`. */
export const DRAFT_TABS: readonly DraftTab[] = [
  { path: 'diagram', of: DRAWN, load: async () => (await import('../diagram/DiagramTab.tsx')).DiagramTab },
  {
    path: 'declaration',
    of: BLOCK,
    load: async () => (await import('../declaration/DeclarationTab.tsx')).DeclarationTab,
  },
  { path: 'theme', of: THEME, load: async () => (await import('../theme/ThemeTab.tsx')).ThemeTab },
  { path: 'forms', of: DRAWN, load: async () => (await import('../forms/FormsTab.tsx')).FormsTab },
  { path: 'tables', of: DRAWN, load: async () => (await import('../tables/TablesTab.tsx')).TablesTab },
  { path: 'acts', of: KIND, load: async () => (await import('../acts/ActsTab.tsx')).ActsTab },
  { path: 'texts', of: DRAWN, load: async () => (await import('../texts/TextsTab.tsx')).TextsTab },
  { path: 'checks', of: DRAFTED, load: async () => (await import('../checks/ChecksTab.tsx')).ChecksTab },
  {
    path: 'publication',
    of: DRAFTED,
    load: async () => (await import('../publication/PublicationTab.tsx')).PublicationTab,
  },
];
