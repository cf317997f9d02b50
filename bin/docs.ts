// Writes the pages of docs/ that derive from the code.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writePage } from '#bench/record/page.ts';
import { DEFINITIONS } from '#workers/definitions.ts';
import { jobTypesPage } from '#workers/job-types-page.ts';
import { PROCESS_PROPERTIES } from '#workers/process-properties.ts';
import { PERSON_STEPS } from '#workers/steps/person-step.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
const page = jobTypesPage(Object.values(DEFINITIONS), PERSON_STEPS, PROCESS_PROPERTIES);
await writeFile(path.join(docs, 'job-types.md'), page);
await writePage();
