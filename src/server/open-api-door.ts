/** The operations of the door itself, which are neither an action by name nor a view: sign-in and files. */
import { answer, type Json, type JsonObject, problems } from './open-api-parts.ts';

const text: JsonObject = { type: 'string' };
const object = (required: readonly string[], properties: JsonObject): JsonObject => ({ type: 'object', required, properties });
const json = (schema: Json): JsonObject => ({ required: true, content: { 'application/json': { schema } } });
const file: JsonObject = {
  required: true,
  content: { 'multipart/form-data': { schema: object(['file'], { file: { type: 'string', format: 'binary' } }) } },
};
const site: JsonObject = { name: 'site', in: 'query', required: true, schema: text };
const stored = object(['sha256', 'name', 'mediaType', 'byteSize'], {
  sha256: text,
  name: text,
  mediaType: text,
  byteSize: { type: 'integer' },
});
const wordingCounts = { added: { type: 'integer' }, changed: { type: 'integer' }, known: { type: 'integer' } };
const signedIn = object(['person', 'mustChangePassword'], {
  person: object(['id', 'name'], { id: { type: 'integer' }, name: text }),
  mustChangePassword: { type: 'boolean' },
});

type Operations = Record<string, Record<string, JsonObject>>;

export const doorOperations = (): Operations => ({
  '/api/session': {
    post: {
      operationId: 'sign-in',
      summary: '登录',
      tags: ['登录'],
      security: [],
      requestBody: json(object(['signInName', 'password'], { signInName: text, password: text, totp: text })),
      responses: { ...answer('已登录', signedIn), ...problems(400, 403, 415, 422, 429, 500, 503) },
    },
    delete: {
      operationId: 'sign-out',
      summary: '退出',
      tags: ['登录'],
      responses: { ...answer('已退出'), ...problems(401, 403, 429, 500, 503) },
    },
  },
  '/api/first-administrator': {
    post: {
      operationId: 'first-administrator',
      summary: '用终端里印出的一次性口令设立第一位管理员',
      tags: ['登录'],
      security: [],
      requestBody: json(object(['code', 'signInName', 'name', 'password'], { code: text, signInName: text, name: text, password: text })),
      responses: { ...answer('已设立'), ...problems(400, 403, 409, 415, 422, 429, 500, 503) },
    },
  },
  '/api/expert.read': {
    post: {
      operationId: 'expert.read',
      summary: '专家凭链接里的口令看一份稿',
      tags: ['专家'],
      security: [],
      requestBody: json(object(['site', 'code'], { site: text, code: text })),
      responses: { ...answer('稿件的一个文本'), ...problems(400, 403, 404, 415, 429, 500, 503) },
    },
  },
  '/api/expert.comment': {
    post: {
      operationId: 'expert.comment',
      summary: '专家对这份稿发表意见',
      tags: ['专家'],
      security: [],
      requestBody: json(object(['site', 'code', 'body'], { site: text, code: text, body: text })),
      responses: { ...answer('已记下'), ...problems(400, 403, 404, 415, 429, 500, 503) },
    },
  },
  '/api/upload': {
    post: {
      operationId: 'upload',
      summary: '上传一个文件，之后的办理用 sha256 指称它',
      tags: ['文件'],
      parameters: [site],
      requestBody: file,
      responses: { ...answer('已存', stored), ...problems(400, 401, 403, 404, 413, 415, 422, 429, 500, 503) },
    },
  },
  '/api/read-draft': {
    post: {
      operationId: 'read-draft',
      summary: '把一份 docx 读成待编辑的正文和图片，不保存稿件',
      tags: ['文件'],
      parameters: [site],
      requestBody: file,
      responses: {
        ...answer(
          '读出的内容',
          object(['title', 'bodyHtml', 'attachments', 'findings'], {
            title: text,
            bodyHtml: text,
            attachments: { type: 'array', items: stored },
            findings: { type: 'array', items: { type: 'object' } },
          }),
        ),
        ...problems(400, 401, 403, 404, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  '/api/plan-wording': {
    post: {
      operationId: 'plan-wording',
      summary: '一个用语文件（csv、xlsx）导入以后会新增、改动什么；不保存',
      tags: ['文件'],
      parameters: [site],
      requestBody: file,
      responses: {
        ...answer(
          '会新增、改动的',
          object(['added', 'changed', 'known', 'lines'], { ...wordingCounts, lines: { type: 'array', items: { type: 'object' } } }),
        ),
        ...problems(400, 401, 403, 404, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  '/api/import-wording': {
    post: {
      operationId: 'import-wording',
      summary: '导入一个用语文件：本站用语、领导姓名职务、停用的自带词语，全进或全不进',
      tags: ['文件'],
      parameters: [site],
      requestBody: file,
      responses: {
        ...answer('已导入', object(['added', 'changed', 'known'], wordingCounts)),
        ...problems(400, 401, 403, 404, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  '/api/zero-letter/{site}/{unit}/{from}/{to}/{format}': {
    get: {
      operationId: 'zero-letter-file',
      summary: '给一个没有报送信息的单位的通知，docx 或 pdf',
      tags: ['文件'],
      parameters: [
        { name: 'site', in: 'path', required: true, schema: text },
        { name: 'unit', in: 'path', required: true, schema: { type: 'integer' } },
        { name: 'from', in: 'path', required: true, schema: text },
        { name: 'to', in: 'path', required: true, schema: text },
        { name: 'format', in: 'path', required: true, schema: { enum: ['docx', 'pdf'] } },
      ],
      responses: {
        '200': { description: '通知', content: { 'application/octet-stream': {} } },
        ...problems(400, 401, 403, 404, 429, 500, 503),
      },
    },
  },
  '/api/own-reading/{site}/{sha256}': {
    get: {
      operationId: 'own-reading',
      summary: '本站自己的语言模型或取舍，校验值见 wording-lists',
      tags: ['文件'],
      parameters: [
        { name: 'site', in: 'path', required: true, schema: text },
        { name: 'sha256', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      ],
      responses: {
        '200': { description: '模型或取舍的内容', content: { 'application/octet-stream': {} } },
        ...problems(400, 401, 403, 404, 429, 500, 503),
      },
    },
  },
  '/api/file/{site}/{sha256}': {
    get: {
      operationId: 'read-file',
      summary: '取回一个文件',
      tags: ['文件'],
      parameters: [
        { name: 'site', in: 'path', required: true, schema: text },
        { name: 'sha256', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      ],
      responses: {
        '200': { description: '文件的内容', content: { 'application/octet-stream': {} } },
        ...problems(401, 403, 404, 429, 500, 503),
      },
    },
  },
});
