import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { missingDocuments } from './missing-documents.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('each document that the database names and that is not there is told once, however many there are', async () => {
  const { prisma } = db.database;
  const office = await aStructure(prisma, 'Bureau');
  const ownerId = await aPerson('Claire').postedIn(office).make(db.database);
  const requestId = await aRequest(prisma, ownerId, office);
  const [kept = '', ...lost] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64));
  const piece = { size: 1, mediaType: 'application/pdf', fileName: 'a.pdf', pieceType: 'justification', ownerId };
  for (const sha256 of [kept, ...lost, ...lost]) await prisma.piece.create({ data: { ...piece, sha256, requestId } });
  expect(await missingDocuments(db.database, new Map([[kept, 1]]), 2)).toEqual(lost);
});
