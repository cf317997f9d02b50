import { expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import supertest from 'supertest';
import { mutationLimit } from './mutation-limit.ts';

function anApp(ofAnAddress?: number, ofASession?: number) {
  const app = express();
  app.use(mutationLimit(ofAnAddress, ofASession));
  app.use((_request, response) => void response.end());
  const refused: ErrorRequestHandler = (_error, _request, response, _next) => void response.status(429).end();
  return app.use(refused);
}
const statuses = async (app: ReturnType<typeof anApp>, times: number, cookie: (n: number) => string) => {
  const found = [];
  for (let n = 0; n < times; n++) found.push((await supertest(app).post('/').set('Cookie', cookie(n))).status);
  return found;
};

test('one session changes so much in a minute, and another is not held back by it', async () => {
  const app = anApp(100, 3);
  expect(await statuses(app, 4, () => 'a')).toEqual([200, 200, 200, 429]);
  expect(await statuses(app, 1, () => 'b')).toEqual([200]);
  expect((await supertest(app).get('/').set('Cookie', 'a')).status).toBe(200);
});

test('whoever makes sessions up is held back by their address', async () => {
  expect(await statuses(anApp(5, 3), 6, (n) => `made-up=${n}`)).toEqual([200, 200, 200, 200, 200, 429]);
});
