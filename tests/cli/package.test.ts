import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let installed: string;

/** Packs the project and unpacks it where npm would put it; its dependencies are those installed here. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baocaitong-package-'));
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const entry = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
  installed = join(folder, 'node_modules', 'baocaitong');
  execFileSync('mkdir', ['-p', installed]);
  execFileSync('tar', ['-xzf', join(folder, entry.filename), '-C', installed, '--strip-components=1']);
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], node = process.execPath) =>
  spawnSync(node, [join(installed, 'bin', 'baocaitong.mjs'), ...args], { cwd: folder, encoding: 'utf8' });

describe('the packed package', () => {
  it('holds compiled js and no TypeScript', () => {
    const files = execFileSync('find', [installed, '-path', `${installed}/node_modules`, '-prune', '-o', '-name', '*.ts', '-print'], {
      encoding: 'utf8',
    });
    expect(files.split('\n').filter((file) => file.includes('/src/') || file.includes('/dist/'))).toEqual([]);
  });

  it('scores a file under node_modules', () => {
    writeFileSync(
      join(folder, 'r.json'),
      JSON.stringify({ name: '办法', from: '2024-01-01', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }] }),
    );
    writeFileSync(
      join(folder, 'f.json'),
      JSON.stringify({ units: [{ name: '甲局', group: '部门' }], facts: [{ unit: '甲局', on: '2024-01-05', fact: 'adoption', count: 2 }] }),
    );
    const done = run(['score', '--rulebook', 'r.json', '--facts', 'f.json', '--json']);
    expect(done.stderr).toBe('');
    expect(JSON.parse(done.stdout)).toMatchObject({
      groups: [{ name: '部门', rows: [{ rank: 1, unit: '甲局', score: 10 }] }],
      lines: [{ unit: '甲局', fact: '#1', rule: '采用', points: 10 }],
    });
    expect(done.status).toBe(0);
  });

  it('says in a sentence what is wrong, with exit 2', () => {
    writeFileSync(
      join(folder, 'bad.json'),
      JSON.stringify({ name: '办法', from: '2024-01-01', rules: [{ id: '采用', each: { fact: '采用' }, points: 5 }] }),
    );
    const bad = run(['score', '--rulebook', 'bad.json', '--facts', 'f.json']);
    expect([bad.status, bad.stdout]).toEqual([2, '']);
    expect(bad.stderr).toContain('rules[0].each');
    expect(run(['score', '--rulebook', '没有.json', '--facts', 'f.json']).stderr).toContain('没有文件 没有.json');
    expect(run(['无此命令'])).toMatchObject({ status: 2 });
    expect(run(['score', '--rulebok', 'r.json']).stderr).toContain('没有选项 --rulebok');
  });

  it('lists its commands', () => {
    const help = run(['help']);
    expect(help.status).toBe(0);
    expect(help.stdout).toContain(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
    for (const command of ['demo', 'start', 'score', 'import', 'bulletin', 'backup', 'restore', 'read', 'verify'])
      expect(help.stdout).toContain(command);
  });
});
