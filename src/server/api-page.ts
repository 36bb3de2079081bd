/** The API to read: `/api/openapi.json` for programs, `/api/` for people, without a script and without anything from elsewhere. */
import type { FastifyInstance } from 'fastify';
import { type Html, html } from './html.ts';
import { homeCrumb, type Page } from './layout.ts';
import type { OpenApi } from './open-api.ts';
import type { Json, JsonObject } from './open-api-parts.ts';
import { sendPage } from './respond.ts';

export function mountApiPages(app: FastifyInstance, document: OpenApi): void {
  const text = JSON.stringify(document);
  const page = apiPage(document);
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(text));
  app.get('/api/', (_, reply) => sendPage(reply, page));
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly does: JsonObject;
}

function apiPage({ info, paths, tags, components }: OpenApi): Page {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, does]): Operation => ({ method: method.toUpperCase(), path, does })),
  );
  const sections = (tags as readonly { readonly name: string }[]).map(({ name }) => {
    const of = operations.filter(({ does }) => (does['tags'] as readonly string[]).includes(name));
    return html`<section aria-labelledby="tag-${name}"><h2 id="tag-${name}">${name}<span class="count">${of.length} 项</span></h2>${of.map(operationOf)}</section>`;
  });
  const shared = Object.entries(components['schemas'] ?? {}).map(
    ([name, schema]) => html`<details id="schema-${name}"><summary><code>${name}</code></summary>${pretty(schema)}</details>`,
  );
  return {
    title: info.title,
    crumbs: [homeCrumb, { name: info.title }],
    data: '/api/openapi.json',
    body: html`<h1>${info.title}</h1>
<p class="lead">${info.description}</p>
${sections}
<section aria-labelledby="schemas"><h2 id="schemas">共用的内容<span class="count">${shared.length} 项</span></h2>${shared}</section>`,
  };
}

const operationOf = ({ method, path, does }: Operation): Html => {
  const body = (does['requestBody'] as { readonly content: Record<string, { readonly schema: Json }> } | undefined)?.content ?? {};
  const parameters = ((does['parameters'] ?? []) as readonly JsonObject[]).filter((one) => one['in'] === 'query' || one['in'] === 'path');
  const answers = Object.entries(does['responses'] as JsonObject);
  return html`<details><summary><code>${method} ${path}</code> ${String(does['summary'])}</summary>
${does['description'] !== undefined && html`<p class="muted">${String(does['description'])}</p>`}
${parameters.length > 0 && parametersTable(parameters)}
${Object.entries(body).map(([type, { schema }]) => html`<p class="hint">请求的内容（${type}）：</p>${pretty(schema)}`)}
<p class="hint">回答：${answers.map(([status]) => status).join('、')}</p></details>`;
};

const parametersTable = (parameters: readonly JsonObject[]): Html => html`<div class="sheet narrow"><table>
<caption class="hidden">参数</caption><thead><tr><th scope="col">参数</th><th scope="col">必填</th><th scope="col">写法</th></tr></thead>
<tbody>${parameters.map(
  ({ name, required, schema }) =>
    html`<tr><th scope="row"><code>${String(name)}</code></th><td>${required === true ? '是' : ''}</td><td><code>${JSON.stringify(schema)}</code></td></tr>`,
)}</tbody></table></div>`;

const pretty = (schema: Json): Html => html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
