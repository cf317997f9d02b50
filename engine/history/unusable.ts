import type { Fault } from '../store/sqlite-fault.ts';

/** What is wrong with the history's file, what is lost with it and what is not, and what to do. */
export function whyUnusable(file: string, fault: Fault | 'ahead', reason: string): string {
  const wayOut =
    `put all files of the folder back from one backup; or remove ${file}, ${file}-wal and ${file}-shm: ` +
    'everything alive goes on and is found again, what is over is forgotten';
  switch (fault) {
    case 'damaged':
      return `The history ${file} is damaged (${reason}), the engine's own file is whole: ${wayOut}`;
    case 'ahead':
      return `The history ${file} tells what the engine's own file lacks (${reason}): ${wayOut}`;
    case 'full':
      return `The disk of the history ${file} takes nothing more (${reason}): make room on it`;
    case 'held':
      return `Another program holds the history ${file} (${reason})`;
    case 'behind':
      return `The history ${file} lacks what the engine no longer keeps for it (${reason}), an older file was put back: ${wayOut}`;
    case 'other':
      return `The history ${file} cannot be used: ${reason}`;
  }
}
