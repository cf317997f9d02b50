import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { archiveEdition } from '../pades/archive/archive-edition.ts';
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '../pades/authority.ts';
import { seal } from '../pades/seal.ts';
import { stampingAuthority } from '../pades/stamps/stamping-authority.ts';
import { timeStamper } from '../pades/stamps/time-stamping.ts';
import { aDrawnAct } from '../testing/drawn-act.ts';
import { expectReadByAll } from '../testing/form-of-file.ts';

test('an act is read by a person who does not see it: as drawn, sealed, and in each edition of its archive', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'form-'));
  const { key } = await ensureDemonstrationAuthority(folder);
  const stamp = timeStamper(stampingAuthority((await ensureDemonstrationStamps(folder)).key));
  await rm(folder, { recursive: true });
  const claims = { signedAt: new Date(), signerName: 'Ministère', reason: 'Arrêté', location: 'Paris' };
  const material = { certificates: [key.certificate], lists: [], answers: [] };
  const drawn = await aDrawnAct();
  const sealed = await seal({ pdf: drawn, key, stamp, ...claims });
  const second = await archiveEdition(sealed, { material, number: 2, stamp });
  const third = await archiveEdition(second, { material, number: 3, stamp });
  const act = await expectReadByAll(drawn);
  const said = act.map(({ role, text }) => `${role} ${text.trim()}`);
  expect(said.slice(0, 2)).toEqual(['P MINISTÈRE DE DÉMONSTRATION', 'P Secrétariat général']);
  expect(
    said
      .slice(
        said.findIndex((words) => words.includes('Fait à')),
        -4,
      )
      .slice(0, 5),
  ).toEqual([
    'P Fait à Paris, le 24 novembre 2026.',
    'P Pour le ministre et par délégation,',
    'P La cheffe du service des ressources humaines',
    'P Hélène MARCHAND',
    'P Service des ressources humaines',
  ]);
  expect(said).toContain('P ARRÊTE');
  for (const [fields, file] of [sealed, second, third].entries()) {
    const read = await expectReadByAll(file);
    expect(read.slice(0, act.length)).toEqual(act);
    expect(read.slice(act.length).map(({ role }) => role)).toEqual(Array(fields + 1).fill('Form'));
  }
});
