/** The server as `start` serves it, without limits on how often one may ask. A process of its own. */
import { createHash, randomBytes } from 'node:crypto';
import { createPasswords } from '../src/engines/passwords.ts';
import { createProofreader } from '../src/engines/proofreader.ts';
import { fillTemplate } from '../src/engines/template.ts';
import { totpStep } from '../src/engines/totp.ts';
import { openContentStore } from '../src/files/content-store.ts';
import { sanitizeRichText } from '../src/reading/rich-text.ts';
import { keepMemoryLow } from '../src/server/memory.ts';
import { createServer } from '../src/server/server.ts';
import { accountsOf } from '../src/store/accounts.ts';
import { openDatabase } from '../src/store/database.ts';

const [url, folder] = process.argv.slice(2) as [string, string];
const database = await openDatabase({ url }, { migrate: false });
let statements = 0;
database.pool.on('connect', (client) => {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: [{ readonly text: string } | string]) => {
    const sql = typeof given[0] === 'string' ? given[0] : given[0].text;
    if (!/^(begin|commit|rollback)/.test(sql)) statements += 1;
    return query(...given);
  }) as typeof client.query;
});
const notHere = (): never => {
  throw new Error('nothing of the bench keeps secrets');
};
keepMemoryLow();
const now = () => new Date();
const app = await createServer({
  platform: {
    pool: database.pool,
    tools: {
      fillTemplate,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      cleanBody: (html, site) => sanitizeRichText(html, { site }),
      ...createPasswords(),
      seal: notHere,
      open: notHere,
      totpStep,
      proofreader: createProofreader(),
      randomBytes,
    },
    now,
  },
  accounts: accountsOf(database.pool, now),
  files: openContentStore(folder),
  limits: false,
  onFault: (fault) => process.stderr.write(`${fault instanceof Error ? fault.stack : String(fault)}\n`),
});
let requests = 0;
app.server.on('request', () => {
  requests += 1;
});
process.on('message', () => process.send?.({ statements, requests }));
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address}\n`);
process.once('SIGTERM', async () => {
  await app.close();
  await database.close();
  process.exit();
});
