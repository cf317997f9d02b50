// Writes the pages of docs/ that derive from the code.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writePage } from '#bench/record/page.ts';
import { DEFINITIONS } from '#workers/jobs/definitions.ts';
import { jobTypesPage } from '#workers/jobs/job-types-page.ts';
import { PERSON_STEPS } from '#workers/steps/person-step.ts';
import { PROCESS_PROPERTIES } from '#workers/steps/process-properties.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
const page = jobTypesPage(Object.values(DEFINITIONS), PERSON_STEPS, PROCESS_PROPERTIES);
await writeFile(path.join(docs, 'job-types.md'), page);
await writePage();
