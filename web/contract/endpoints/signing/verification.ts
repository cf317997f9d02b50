import { z } from 'zod';
import { endpoints } from '../../endpoint.ts';
import { ActVerification, SealAuthority } from '../../signing/verification.ts';

export const verification = endpoints({
  'GET /api/verifications/authority': {
    summary:
      'The fingerprint of the authority that certified the seal: to compare with the one that the ministry publishes',
    answers: { 200: SealAuthority },
  },
  'GET /api/verifications/:reference': {
    summary: 'The act that bears a reference: whether it is valid, who signed it, by what power, and what became of it',
    // Whatever is asked is looked up: what is no reference is answered as one that nobody knows.
    params: { reference: z.string() },
    answers: { 200: ActVerification },
  },
  'POST /api/verifications': {
    summary: 'The same of a file, which is not kept',
    upload: 'application/pdf',
    answers: { 200: ActVerification },
  },
});
