import type { PageTexts } from '../texts.ts';

export const kind: PageTexts['kind'] = {
  category: 'Category',
  toPrepare: 'Documents to prepare',
  noPieceNeeded: 'No document is asked for.',
  mandatory: 'mandatory',
  optional: 'optional',
  depends: 'depending on your answers',
  whatFollows: 'The way of your request',
  youFile: 'You file the request',
  youFileText: 'A receipt is shown, and an email confirms it.',
  youFileOnly: 'A receipt is shown.',
  youFileOnScreen: 'A receipt is shown, and your notifications confirm it.',
  detours: 'Depending on the case, one of these steps comes in:',
  begin: 'Begin',
  beginHelp: 'What you type is saved as you go: you can stop and resume on another computer.',
  opening: 'Opening…',
  delay: 'Delay',
  legal: 'Legal texts',
};
