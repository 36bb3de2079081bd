/** The API as an OpenAPI 3.1 document, made from the lists of actions and views: their schemas are JSON Schema already. */
import type { AnyAction } from '../actions/action.ts';
import { mayIn, visitorActor } from '../domain/permission.ts';
import type { Schema } from '../domain/schema.ts';
import { doorOperations } from './open-api-door.ts';
import { answer, type Json, type JsonObject, problemName, problems } from './open-api-parts.ts';
import { type DoorCode, doorStatus, refusalStatus } from './problem.ts';
import type { AnyView } from './view-routes.ts';

export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: { readonly [key: string]: JsonObject };
  readonly [key: string]: unknown;
}

/** `submission.submit` and `#/$defs/rule` as the name of a shared schema. */
const sharedName = (owner: string, definition: string): string => `${owner}.${definition}`.replace(/[^\w.-]/g, '-');

/** A schema as OpenAPI wants it: definitions stand in the document's components. */
function schemaOf(schema: Schema, owner: string, shared: Record<string, Json>): Json {
  const { $defs, $schema: _, ...own } = schema;
  for (const [name, definition] of Object.entries($defs ?? {})) shared[sharedName(owner, name)] = schemaOf(definition, owner, shared);
  const turned = JSON.stringify(own, (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    return `#/components/schemas/${sharedName(owner, value.replace('#/$defs/', ''))}`;
  });
  return JSON.parse(turned) as Json;
}

const codesOf = (status: number): readonly string[] =>
  Object.entries({ ...refusalStatus, ...doorStatus }).flatMap(([code, its]) => (its === status ? [code] : []));

const problem = (status: number): JsonObject => ({
  description: codesOf(status).join('、'),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const statuses = [...new Set([...Object.values(refusalStatus), ...Object.values(doorStatus)])].sort();
const problemSchema: JsonObject = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request', 'findings'],
  properties: {
    type: { type: 'string', description: 'urn:baocaitong:problem:<code>' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: [...Object.keys(refusalStatus), ...(Object.keys(doorStatus) as DoorCode[])] },
    request: { type: 'string', description: '请求编号，与日志对应' },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'level', 'message'],
        properties: {
          code: { type: 'string' },
          level: { type: 'string', enum: ['error', 'warning', 'note'] },
          where: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    beside: { type: 'object', description: '继续办理所需的内容，例如别人已保存的文本' },
  },
};

const idempotencyKey: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  description: '请求编号。24 小时内用同一编号再发，只回答第一次的结果，不会重复办理',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

const openToStrangers = (action: AnyAction): boolean => mayIn(visitorActor, action.needs, undefined);

const actionOf = (action: AnyAction, shared: Record<string, Json>): JsonObject => ({
  ...(openToStrangers(action) ? { security: [] } : {}),
  operationId: action.name,
  summary: action.says,
  description: `权限：${action.needs}`,
  tags: ['办理'],
  parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
  requestBody: { required: true, content: { 'application/json': { schema: schemaOf(action.input, action.name, shared) } } },
  responses: { ...answer('已办理'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503) },
});

function viewOf(view: AnyView, shared: Record<string, Json>): JsonObject {
  const { properties = {}, required = [] } = view.input;
  return {
    operationId: `view.${view.view}`,
    summary: view.says,
    tags: ['查看'],
    parameters: Object.entries(properties).map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: schemaOf(schema, `view.${view.view}`, shared),
    })),
    responses: { ...answer('所见的内容'), ...problems(400, 401, 403, 404, 429, 500, 503) },
  };
}

export function openApi(actions: readonly AnyAction[], views: readonly AnyView[]): OpenApi {
  const shared: Record<string, Json> = { Problem: problemSchema };
  const paths: Record<string, Record<string, JsonObject>> = { ...doorOperations() };
  for (const action of actions) paths[`/api/${action.name}`] = { post: actionOf(action, shared) };
  for (const view of views) {
    for (const [name, definition] of Object.entries(view.input.$defs ?? {}))
      shared[sharedName(`view.${view.view}`, name)] = schemaOf(definition, `view.${view.view}`, shared);
    paths[`/api/view/${view.view}`] = { get: viewOf(view, shared) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '报采通接口',
      version: '1',
      description: '办理用 POST，查看用 GET。浏览器凭登录后的 Cookie，程序凭接口令牌。列表分页：用回答里的 next 作为下一次的 after。',
    },
    security: [{ session: [] }, { token: [] }],
    tags: [{ name: '登录' }, { name: '文件' }, { name: '专家' }, { name: '办理' }, { name: '查看' }],
    paths,
    components: {
      schemas: shared,
      responses: Object.fromEntries(statuses.map((status) => [problemName(status), problem(status)])),
      parameters: { IdempotencyKey: idempotencyKey },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'bct_session', description: '经 https 访问时名为 __Host-bct_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
