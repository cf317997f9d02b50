import { z } from 'zod';
import { RootProofSchema } from '#application/evidence/root-file.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import { SHOWN } from '#domain/evidence/shown.ts';
import { MAX_LEAVES } from '#domain/signing/batch.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
const words = z.string().min(1).max(10_000);
const instant = z.iso.datetime({ offset: true });
const person = z.strictObject({ id: words, firstName: words, lastName: words });

const head = z.strictObject({ events: z.int().nonnegative(), head: sha256 });

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day, YYYY-MM-DD');
const positive = z.int().positive();
/** An effect whose words its page drew from its facts (domain/effect/former-acts.ts). */
const formerEffect = z.discriminatedUnion('effect', [
  z.strictObject({
    effect: z.literal('work-time'),
    facts: z.strictObject({ quota: positive, from: day, until: day }),
  }),
  z.strictObject({
    effect: z.literal('echelon'),
    facts: z.strictObject({ grade: words, echelon: positive, index: positive, from: day }),
  }),
]);

const fact = z.union([words, z.number(), z.boolean()]);
/** A change of a theme of the situation, with the words that its page says it in. */
const effect = z.strictObject({
  effect: words,
  facts: z.record(words, fact).refine(({ from }) => day.safeParse(from).success, 'the day from which it stands'),
  words,
});

const appointment = z.strictObject({
  reference: words,
  signedOn: day,
  publishedOn: day.nullable(),
  effectiveOn: day,
});
const power = z.strictObject({
  inNameOf: words.nullable(),
  visas: z.array(words),
  appointment: appointment.exactOptional(),
});

const story = z.strictObject({
  act: z.strictObject({
    id: words,
    number: words,
    title: words,
    sha256,
    previewSha256: sha256,
    previewLength: positive,
  }),
  author: z.strictObject({ firstName: words, lastName: words, quality: words, service: words }),
  delegation: z
    .strictObject({
      id: words,
      reference: words,
      delegatorId: words,
      delegatorQuality: words,
      delegateId: words,
      matters: z.array(words),
      structureId: words,
      from: words,
      until: words.nullable(),
      publishedOn: words.nullable(),
    })
    .nullable(),
  holder: person,
  signer: person,
  steps: z
    .array(
      z.strictObject({
        elementId: words,
        kind: words,
        by: person,
        onBehalfOf: person.exactOptional(),
        authentication: z.strictObject({
          method: words,
          strength: words,
          issuer: words.exactOptional(),
          acr: words.exactOptional(),
          amr: words.exactOptional(),
        }),
        at: instant,
        shownSha256: sha256.exactOptional(),
        outcome: words,
        reasons: z.string().max(100_000).exactOptional(),
      }),
    )
    .min(1),
  pieces: z.array(z.strictObject({ id: words, number: z.int().positive(), title: words, sha256 })),
  circuit: z.strictObject({
    processId: words,
    version: z.int().positive(),
    bundleSha256: sha256,
    bpmnSha256: sha256,
    processDefinitionKey: words,
    instanceKey: words,
  }),
  chains: z.strictObject({ dossier: head, system: head }),
  // That there are none is not of the form: what checks events refuses it.
  audit: z.array(
    z.union([
      z.strictObject({
        sequence: z.int().positive(),
        at: words,
        verb: words,
        actorId: words.nullable(),
        subject: words,
        payloadDigest: sha256,
        previousHash: sha256,
        hash: sha256,
        payload: z.strictObject({ salt: z.string().regex(/^([0-9a-f]{32})?$/), content: z.json() }),
      }),
      // An event of another request: an event in full that lacks a field is not taken for one.
      z.strictObject({ sequence: z.int().positive(), previousHash: sha256, hash: sha256 }),
    ]),
  ),
  root: RootProofSchema.exactOptional(),
});

const since5 = {
  request: z.strictObject({ number: words }),
  agent: person,
  effects: z.array(effect),
  level: z.enum(['B-B', 'B-T']),
  ownEvents: z.array(positive).min(1),
  power: power.exactOptional(),
};
const batch = z.strictObject({
  root: sha256,
  index: z.int().nonnegative(),
  size: positive.max(MAX_LEAVES),
  path: z.array(sha256),
  taskKey: words,
  shown: z.enum(SHOWN),
  foldSha256: sha256.nullable(),
});

/** What an evidence file must look like, and nothing beyond: what no digest covers has no place in it. */
export const evidenceSchema: z.ZodType<Evidence> = z.discriminatedUnion(
  'version',
  [
    story.extend({ version: z.literal(2) }),
    story.extend({ version: z.literal(3), agent: person, effects: z.array(formerEffect) }),
    story.extend({ version: z.literal(4), agent: person, effects: z.array(effect) }),
    story.extend({ version: z.literal(5), ...since5 }),
    story.extend({ version: z.literal(6), ...since5, batch: batch.exactOptional() }),
  ],
  'not a version from 2 to 6: the version of Harmonie that sealed the act reads it',
);
