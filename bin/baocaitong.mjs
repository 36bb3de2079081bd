#!/usr/bin/env node
// Starts the pinned Node 24 whatever Node is on the path, then src/main.ts in a checkout or dist/main.js in an installed package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'dist', 'main.js');
const source = join(root, 'src', 'main.ts');
// A checkout always runs its source: a dist left over from packing must not shadow it.
const main = existsSync(source) ? source : compiled;

function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/package.json`);
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** A checkout makes its pages when they are missing or old; a packed package carries them. */
async function buildPages() {
  const { buildWeb } = await import('./build-web.mjs');
  try {
    await buildWeb({ report: (sentence) => process.stderr.write(`${sentence}\n`) });
  } catch (error) {
    process.stderr.write(`网页界面没有生成，只有查看的页面可用：${error.message}\n`);
  }
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  if (main === source && ['start', 'demo'].includes(process.argv[2] ?? '')) await buildPages();
  const { run } = await import(main);
  await run(process.argv.slice(2));
} else {
  const node = pinnedNode();
  if (!node) {
    process.stderr.write(
      `报采通需要 Node 24。当前是 ${process.version}，且没有为 ${process.platform}-${process.arch} 找到随附的版本；请安装 Node 24 或在项目目录重新运行 npm ci。\n`,
    );
    process.exit(70);
  }
  // A nursery of 8 MB: smaller, and what lives for one request grows old; larger, and it only fills memory (see src/server/memory.ts).
  const child = spawn(node, ['--max-semi-space-size=8', fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`无法启动 ${node}：${error.message}\n`);
    process.exit(70);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
