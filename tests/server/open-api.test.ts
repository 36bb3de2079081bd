import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyAction } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import type { Schema } from '../../src/domain/schema.ts';
import { openApi } from '../../src/server/open-api.ts';
import { createServer } from '../../src/server/server.ts';
import type { AnyView } from '../../src/server/view-routes.ts';
import { views } from '../../src/views/index.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';
import { serverOptions } from './served.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { operationId: string; summary: string; responses: Record<string, unknown>; security?: unknown[] }>
  >;
  readonly components: { readonly schemas: Record<string, object> };
}

let world: World;
let app: FastifyInstance;
let document: Document;
beforeAll(async () => {
  world = await openWorld();
  app = await createServer(serverOptions(platformOf(world)));
  document = (await app.inject('/api/openapi.json')).json();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

describe('the document of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document) as never);
    expect([result.valid, result.errors, document.openapi]).toEqual([true, undefined, '3.1.0']);
  });

  it('names every action that is open and every view, once, and no other action', () => {
    const open = (actions as readonly AnyAction[]).filter(({ inside }) => !inside).map(({ name }) => `/api/${name}`);
    const seen = views.map(({ view }) => `/api/view/${view}`);
    const paths = Object.keys(document.paths);
    expect(paths).toEqual(expect.arrayContaining([...open, ...seen]));
    // The door itself opens these two, and says from where they are called.
    const experts = ['expert.read', 'expert.comment'];
    const closed = (actions as readonly AnyAction[])
      .filter(({ inside, name }) => inside && !experts.includes(name))
      .map(({ name }) => `/api/${name}`);
    expect(paths.filter((path) => closed.includes(path))).toEqual([]);
    const ids = Object.values(document.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of every action and view what it is for, of each view something else', () => {
    const open = (actions as readonly AnyAction[]).filter(({ inside }) => !inside);
    for (const { name, says } of open) {
      expect(says, name).not.toBe('');
      expect(document.paths[`/api/${name}`]?.['post']?.summary, name).toBe(says);
    }
    for (const { view, says } of views) {
      expect(says, view).toMatch(/^\p{Script=Han}.{3,60}[^。]$/u);
      expect(document.paths[`/api/view/${view}`]?.['get']?.summary, view).toBe(says);
    }
    const sentences = views.map(({ says }) => says);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('describes nothing that the server does not answer, and the server answers nothing under /api that it does not describe', () => {
    for (const [path, item] of Object.entries(document.paths))
      for (const method of Object.keys(item)) {
        const url = path.replace(/\{(\w+)\}/g, ':$1');
        expect([path, app.hasRoute({ method: method.toUpperCase() as 'GET', url })]).toEqual([path, true]);
      }
    const routes = [...app.printRoutes({ commonPrefix: false }).matchAll(/(\/api\/[^\s()]+)/g)].map(([, route]) => route);
    const known = new Set([...Object.keys(document.paths).map((path) => path.replace(/\{(\w+)\}/g, ':$1')), '/api/openapi.json', '/api/']);
    expect(routes.filter((route) => !known.has(route as string))).toEqual([]);
  });

  it('holds schemas that a checker of JSON Schema takes, with no reference to nowhere', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'api', components: document.components });
    const bodies = JSON.stringify(document.paths).matchAll(/"\$ref":"(#\/components\/[^"]+)"/g);
    for (const [, reference = ''] of bodies)
      expect([
        reference,
        reference
          .split('/')
          .slice(1)
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document) !== undefined,
      ]).toEqual([reference, true]);
    for (const name of Object.keys(document.components.schemas)) ajv.compile({ $ref: `api#/components/schemas/${name}` });
  });

  it('says which answers a problem may be, as problem+json', async () => {
    const problem = (await app.inject('/api/view/sites')).json();
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(document.components.schemas['Problem'] as object, problem)).toBe(true);
    for (const item of Object.values(document.paths))
      for (const { operationId, responses, security } of Object.values(item)) {
        expect([operationId, Object.keys(responses)]).toEqual([operationId, expect.arrayContaining(['200', '403', '429', '500', '503'])]);
        if (!security) expect([operationId, '401' in responses]).toEqual([operationId, true]);
      }
  });

  it('carries definitions of a schema into its own, under names of their own', () => {
    const node: Schema = { type: 'object', properties: { child: { $ref: '#/$defs/节点' } } };
    const input: Schema = { type: 'object', properties: { top: { $ref: '#/$defs/节点' } }, $defs: { 节点: node } };
    const action = { name: 'tree.grow', says: '长', needs: 'site.read', input } as unknown as AnyAction;
    const view = Object.assign(async () => ({}) as never, { view: 'tree', input }) as unknown as AnyView;
    const made = JSON.parse(JSON.stringify(openApi([action], [view])));
    expect(made.paths['/api/tree.grow'].post.requestBody.content['application/json'].schema).toEqual({
      type: 'object',
      properties: { top: { $ref: '#/components/schemas/tree.grow.--' } },
    });
    expect(made.components.schemas['tree.grow.--'].properties.child).toEqual({ $ref: '#/components/schemas/tree.grow.--' });
    expect(made.components.schemas['view.tree.--']).toBeDefined();
  });
});

describe('the page of the API', () => {
  it('shows every operation, without a script and without anything from elsewhere', async () => {
    const answer = await app.inject({ url: '/api/', headers: { accept: 'text/html' } });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const path of Object.keys(document.paths)) expect(answer.body).toContain(path);
    expect(answer.body).not.toMatch(/<script|<style|<[^>]*\s(?:style|on\w+|src)=|href="https?:|undefined|\[object|NaN/);
    expect(answer.body.match(/<h1/g)).toHaveLength(1);
  });
});
