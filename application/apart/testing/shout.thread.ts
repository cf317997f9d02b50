import { threadId } from 'node:worker_threads';
import { answerApart } from '../answer-apart.ts';

/** Upper-cases the words; « forever » never ends. */
answerApart((words: string) => {
  while (words === 'forever');
  if (words === '') throw new Error('nothing to say');
  return { louder: words.toUpperCase(), threadId };
});
