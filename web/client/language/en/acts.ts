import type { SpaceTexts } from '../texts.ts';

export const acts: SpaceTexts['acts'] = {
  verify: {
    title: 'Verify an act',
    text: 'The act in your hands bears a seal of the ministry and a verification reference. Anybody can verify, offline and without an account, that it was not altered.',
    reference: 'Reference:',
    files:
      'Ask whoever gave it to you for the file of the act (PDF) and its evidence file: a copy on paper is not enough.',
    authority: 'Download the certificate of the ministry’s authority.',
    download: 'Certificate of the authority (PEM)',
    run: 'Run Harmonie’s verification command on these files.',
    command: 'npm run verify -- act.pdf --evidence evidence.json --ca authority.pem',
    compare:
      'It says whether the act is whole, who signed it and in what quality. Compare its number and its reference with those of your copy.',
    silent: 'This page is the same for all references: it says nothing of an act, nor of the person it is about.',
    signIn: 'The act is about you: sign in to read it',
  },
  registry: {
    kept: { transfer: 'kept until {{date}}, then archives', destroy: 'kept until {{date}}, then destroyed' },
    title: 'Registry of acts',
    lead: 'All act numbers of the structures that you manage, signed or not, and what became of each act. Yours are not there: you read them in your requests.',
    export: 'Export (CSV)',
    search: 'Number, agent, kind of request',
    number: 'Number and title',
    request: 'Request',
    signedAt: 'Signed on',
    year: 'Year',
    allYears: 'All years',
    nature: 'Form',
    allNatures: 'All forms',
    natures: { arrete: 'Arrêté', decision: 'Decision' },
    states: {
      reserved: 'Reserved',
      'in-force': 'In force',
      corrected: 'Corrected',
      withdrawn: 'Withdrawn',
      repealed: 'Repealed',
      unused: 'No act',
    },
    because: {
      refused: 'The request was refused',
      withdrawn: 'The request was withdrawn',
      closed: 'The request was closed without follow-up',
      replaced: 'Another act was signed',
    },
    none: 'No act',
    noneText: 'An act appears here, with its number, as soon as it is put to signature.',
  },
};
