import {
  EnrolmentView,
  FactorEnrol,
  FactorsView,
  PasskeyBegun,
  PasskeyEnrol,
  Proof,
  RecoveryCodes,
  SessionProof,
} from '../../account/factors.ts';
import { SignInList } from '../../account/sign-in.ts';
import { Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';

export const signIn = endpoints({
  'GET /api/account/sign-ins': {
    summary: 'The latest sign-ins to one’s own account, failures included',
    answers: { 200: SignInList },
  },
  'GET /api/account/factors': {
    summary: 'One’s own second factor, and how many recovery codes are left',
    answers: { 200: FactorsView },
  },
  'POST /api/account/factor/enrolment': {
    summary: 'Begin to register an authenticator: its secret',
    body: Proof,
    answers: { 200: EnrolmentView },
  },
  'POST /api/account/factor': {
    summary: 'Register the authenticator that shows this code; answers recovery codes, once',
    body: FactorEnrol,
    answers: { 201: RecoveryCodes },
  },
  'POST /api/account/factor/removal': {
    summary: 'Take one’s authenticator away',
    body: Proof,
    answers: { 204: null },
  },
  'POST /api/account/recovery-codes': {
    summary: 'New recovery codes, instead of those of before',
    body: Proof,
    answers: { 201: RecoveryCodes },
  },
  'POST /api/account/proof': {
    summary: 'Give a session that has one factor its second',
    body: SessionProof,
    answers: { 204: null },
  },
  'POST /api/account/passkeys/enrolment': {
    summary: 'Begin to register a passkey: what the browser is to sign',
    body: Proof,
    answers: { 200: PasskeyBegun },
  },
  'POST /api/account/passkeys': {
    summary: 'Register the passkey that the browser made',
    body: PasskeyEnrol,
    answers: { 204: null },
  },
  'POST /api/account/passkeys/:id/removal': {
    summary: 'Take one of one’s passkeys away',
    params: { id: Plain.min(1).max(100) },
    body: Proof,
    answers: { 204: null },
  },
});
