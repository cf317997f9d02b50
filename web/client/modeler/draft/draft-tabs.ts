import type { ComponentType } from 'react';
import type { SpaceTexts } from '../../language/texts.ts';

export interface DraftTab {
  /** Last part of its address, and key of its name. */
  readonly path: keyof SpaceTexts['atelier']['tabs'];
  /** Its code, downloaded when it is first opened. */
  readonly load: () => Promise<ComponentType>;
}

/** The pages of a draft, in the order of their tabs. Each finds the files by `useDraftFiles`. */
export const DRAFT_TABS: readonly DraftTab[] = [
  { path: 'diagram', load: async () => (await import('../diagram/DiagramTab.tsx')).DiagramTab },
  { path: 'forms', load: async () => (await import('../forms/FormsTab.tsx')).FormsTab },
  { path: 'tables', load: async () => (await import('../tables/TablesTab.tsx')).TablesTab },
  { path: 'acts', load: async () => (await import('../acts/ActsTab.tsx')).ActsTab },
  { path: 'texts', load: async () => (await import('../texts/TextsTab.tsx')).TextsTab },
  { path: 'checks', load: async () => (await import('../checks/ChecksTab.tsx')).ChecksTab },
  { path: 'publication', load: async () => (await import('../publication/PublicationTab.tsx')).PublicationTab },
];
