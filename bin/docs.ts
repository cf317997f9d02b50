// Writes the pages of docs/ that derive from the code.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DEFINITIONS } from '../workers/definitions.ts';
import { jobTypesPage } from '../workers/job-types-page.ts';
import { PERSON_STEPS } from '../workers/person-step.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
await writeFile(path.join(docs, 'job-types.md'), jobTypesPage(Object.values(DEFINITIONS), PERSON_STEPS));
