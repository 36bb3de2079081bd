// The house as DESIGN and ARCHITECTURE.md draw it: who may import whom, where SQL stands, which words name things.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { bulletinStates, bulletinSteps } from '../src/domain/bulletin/lifecycle.ts';
import { foundStates, inspectionStates } from '../src/domain/inspection/lifecycle.ts';
import { inspectedKinds } from '../src/domain/inspection/subject.ts';
import { factKinds } from '../src/domain/scoring/fact.ts';

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

/** What each folder may import besides itself. `main.ts` may import anything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  domain: ['text'],
  store: ['domain'],
  files: ['domain'],
  reading: ['domain'],
  rendering: ['domain'],
  engines: ['domain', 'text', 'store', 'files', 'rendering'],
  views: ['domain', 'store'],
  actions: ['domain', 'store'],
  server: ['domain', 'actions', 'views', 'reading', 'rendering', 'files', 'engines', 'text'],
  cli: ['domain', 'actions', 'views', 'reading', 'rendering', 'files', 'engines', 'text'],
  jobs: ['domain', 'actions', 'views', 'reading', 'rendering', 'files', 'engines', 'text'],
  web: ['domain', 'text'],
  // Reads the environment for main; a place of the database is store's own type.
  'config.ts': ['domain', 'store'],
};

/** Types alone may also come from these: the browser knows what actions and views give. */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = { web: ['actions', 'views'] };

/** Inside domain each part imports only parts to its left. */
const domainOrder = [
  ...[
    'exact',
    'nearest',
    'canonical',
    'outcome',
    'permission',
    'lifecycle',
    'schema',
    'calendar',
    'display',
    'document',
    'people',
    'organisation',
    'submission',
  ],
  ...['wording', 'checks', 'history'],
  ...[
    'commission',
    'scoring',
    'adoption',
    'appeal',
    'import',
    'inspection',
    'rectification',
    'bulletin',
    'notification',
    'disclosure',
    'annual-report',
    'verification',
  ],
];

interface Import {
  readonly to: string;
  readonly typeOnly: boolean;
}
interface SourceFile {
  /** Below src, with slashes. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') || name.endsWith('.vue'))
    .map((name) => join(folder, name));

/** Every import of a file: static, re-exported, dynamic and `import('…')` types. */
function importsOf(tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const typeOnly = ts.isExportDeclaration(node) ? node.isTypeOnly : isTypeImport(node);
      found.push({ to: node.moduleSpecifier.text, typeOnly });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ to: node.argument.literal.text, typeOnly: true });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [to] = node.arguments;
      found.push({ to: to && ts.isStringLiteralLike(to) ? to.text : '(computed)', typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.every((one) => one.isTypeOnly);
}

/** A page's script stands in its own element. */
function codeOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.vue')) return text;
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code).join('\n');
}

const files: readonly SourceFile[] = filesUnder(src).map((file) => {
  const tree = ts.createSourceFile(file, codeOf(file), ts.ScriptTarget.ESNext, true);
  return { path: relative(src, file).replaceAll('\\', '/'), tree, imports: importsOf(tree) };
});
const folderOf = (path: string): string => path.split('/')[0] as string;
const isRelative = ({ to }: Import): boolean => to.startsWith('.');
const targetOf = (file: SourceFile, { to }: Import): string => relative(src, resolve(src, dirname(file.path), to)).replaceAll('\\', '/');

/** Arrows between files of src, in the words of a failure. */
const arrows = files.flatMap((file) =>
  file.imports.filter(isRelative).map((one) => ({ from: file.path, to: targetOf(file, one), typeOnly: one.typeOnly })),
);
const arrowText = ({ from, to }: { from: string; to: string }): string => `${from} → ${to}`;

/** Where what rights depend on is written; whoever may do so leaves a line of history that has everybody looked up anew. */
const ofRights = /from '\.\.\/store\/(people|appointments|unit-changes|unit-entries|site-plan|platform-settings)\.ts'/;
it('an action on what rights depend on says so in its history', () => {
  const writers = readdirSync(join(src, 'actions')).filter((file) => ofRights.test(readFileSync(join(src, 'actions', file), 'utf8')));
  const silent = writers.filter((file) => !/thing: '(person|unit|site|platform)'/.test(readFileSync(join(src, 'actions', file), 'utf8')));
  // It only looks up what the platform settled.
  expect(silent).toEqual(['make-token.ts']);
  expect(writers.length).toBeGreaterThan(15);
});

describe('who may import whom', () => {
  it('sees the files, at least one of every folder, and knows every folder', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && filesUnder(join(src, entry.name)).length > 0,
    );
    const seen = Map.groupBy(files, (file) => folderOf(file.path));
    for (const { name } of folders) expect(seen.get(name)?.length ?? 0, name).toBeGreaterThan(0);
    expect([...seen.keys()].filter((name) => !(name in mayImport) && name !== 'main.ts')).toEqual([]);
    for (const name of ['domain', 'store', 'actions', 'views', 'server', 'cli', 'reading', 'rendering'])
      expect(seen.has(name), name).toBe(true);
    expect(files.length).toBeGreaterThan(100);
    expect(arrows.length).toBeGreaterThan(300);
  });

  it('follows the table of layers', () => {
    const wrong = arrows.filter(({ from, to, typeOnly }) => {
      const [here, there] = [folderOf(from), folderOf(to)];
      if (here === there || here === 'main.ts') return false;
      return !mayImport[here]?.includes(there) && !(typeOnly && mayImportTypes[here]?.includes(there));
    });
    expect(wrong.map(arrowText)).toEqual([]);
  });

  it('goes only to the left inside domain', () => {
    const part = (path: string): number => domainOrder.indexOf((path.split('/')[1] ?? '').replace(/\.ts$/, ''));
    const inside = arrows.filter(({ from, to }) => folderOf(from) === 'domain' && folderOf(to) === 'domain');
    const unknown = files.filter(({ path }) => folderOf(path) === 'domain' && part(path) < 0).map(({ path }) => path);
    expect(unknown).toEqual([]);
    expect(inside.filter(({ from, to }) => part(to) > part(from)).map(arrowText)).toEqual([]);
    expect(inside.length).toBeGreaterThan(50);
  });

  it('leads nowhere but to files that exist, and never out of src', () => {
    const known = new Set(files.map((file) => file.path));
    expect(arrows.filter(({ to }) => !known.has(to) && !to.endsWith('.css')).map(arrowText)).toEqual([]);
    expect(files.flatMap((file) => file.imports.filter(({ to }) => to === '(computed)').map(() => file.path))).toEqual([]);
  });

  it('has no circle, types included', () => {
    const next = Map.groupBy(arrows, ({ from }) => from);
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const { to } of next.get(path) ?? []) if (to !== path) walk(to, [...trail, path]);
      state.set(path, 'done');
    };
    for (const { path } of files) walk(path, []);
    expect(circles).toEqual([]);
  });

  it('keeps domain and text free of packages, I/O, clock and randomness', () => {
    const pure = files.filter(({ path }) => ['domain', 'text'].includes(folderOf(path)));
    expect(pure.length).toBeGreaterThan(30);
    const packages = pure.flatMap((file) => file.imports.filter((one) => !isRelative(one)).map(({ to }) => `${file.path} → ${to}`));
    expect(packages).toEqual([]);
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bcrypto\.|\bfetch\(|\bset(?:Timeout|Interval)\(|\bperformance\./;
    expect(pure.filter(({ tree }) => impure.test(withoutComments(tree))).map(({ path }) => path)).toEqual([]);
  });

  it('lets actions import no other action; what several act on is loaded by a subject', () => {
    const wrong = arrows.filter(
      ({ from, to }) =>
        folderOf(from) === 'actions' &&
        folderOf(to) === 'actions' &&
        from !== 'actions/index.ts' &&
        to !== 'actions/action.ts' &&
        !to.endsWith('-subject.ts'),
    );
    expect(wrong.map(arrowText)).toEqual([]);
  });

  it('has no default exports', () => {
    const wrong = files.filter(
      ({ path, tree }) => path.endsWith('.ts') && /^export default\b|^export \{[^}]*\bas default\b/m.test(withoutComments(tree)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(tree: ts.SourceFile): string {
  return ts.createPrinter({ removeComments: true }).printFile(tree);
}

describe('where SQL stands', () => {
  const outside = files.filter(({ path }) => !['store', 'views'].includes(folderOf(path)));

  it('lets only store and views use the driver and the query builder; others may name their types', () => {
    const wrong = outside.flatMap((file) =>
      file.imports
        .filter(
          ({ to, typeOnly }) => /^(pg|kysely|pg-cursor|pg-copy-streams)($|\/)/.test(to) && !(typeOnly && folderOf(file.path) === 'actions'),
        )
        .map(({ to }) => `${file.path} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('finds no query in any other folder, as text or as calls of the builder', () => {
    const queries = (file: SourceFile): string[] => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
          if (sqlText.test(node.text)) found.push(`${file.path}: ${node.text.trim().slice(0, 60)}`);
        } else if (ts.isPropertyAccessExpression(node) && builderCalls.has(node.name.text))
          found.push(`${file.path}: .${node.name.text}(…)`);
        ts.forEachChild(node, visit);
      };
      visit(file.tree);
      return found;
    };
    expect(outside.flatMap(queries)).toEqual([]);
    // The same eyes see the queries where they belong.
    expect(files.filter(({ path }) => ['store', 'views'].includes(folderOf(path))).flatMap(queries).length).toBeGreaterThan(30);
  });
});

const sqlText =
  /^\s*(select\s+\S+[\s\S]*\bfrom\b|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s+as\s*\(|create\s+(table|index)\s|alter\s+table\s|truncate\s)/i;
const builderCalls = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);

describe('the states and kinds in SQL', () => {
  const migrations = readdirSync(join(root, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(join(root, 'migrations', name), 'utf8'))
    .join('\n');
  /** The last `check (column in (…))` of a table's column. */
  const checkList = (table: string, column: string): string[] => {
    const tableText = migrations.slice(migrations.indexOf(`create table ${table} (`));
    const list = new RegExp(`\\b${column} text not null check \\(${column} in \\(([^)]*)\\)`).exec(tableText)?.[1] ?? '';
    return [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  };

  it('are the same for a bulletin as in its lifecycle, and every step leads from one to another', () => {
    expect(checkList('bulletins', 'state').sort()).toEqual([...bulletinStates].sort());
    for (const { from, to } of Object.values(bulletinSteps))
      expect([...from, to].every((state) => bulletinStates.includes(state))).toBe(true);
  });

  it('are the same for inspections, what they found and what they look at', () => {
    expect(checkList('inspections', 'state')).toEqual([...inspectionStates]);
    expect(checkList('inspection_findings', 'state')).toEqual([...foundStates]);
    expect(checkList('inspection_subjects', 'kind')).toEqual([...inspectedKinds]);
  });

  it('are the same for facts as in the vocabulary', () => {
    expect(checkList('facts', 'fact').sort()).toEqual([...factKinds].sort());
  });
});

/** Words of programming, not of offices: they need no entry in the glossary. */
const programmingWords = new Set(
  `accepted basis beyond block body calendar cell check code column compiled condition count counted counter date day duplicate each emit
  entry error expand explained explanation fault field file fill formula function held imported input key kind label line list matcher
  method misfit moment name named needs number of options outcome over paragraph parsed part piece place plan planned prepared read
  reading relation row same scalar schema scope scored sentence sheet show small span spec staged start state statement step style subject
  sum table tally target template test text tree value verb verify view void wanted where wheres written year zero`.split(/\s+/),
);

describe('the words', () => {
  const glossary = join(root, 'GLOSSARY.md');

  /** Words of the glossary's English column. */
  const glossaryWords = (): Set<string> => {
    const lines = readFileSync(glossary, 'utf8').split('\n');
    const words = new Set<string>();
    let at = -1;
    for (const line of lines) {
      if (!line.startsWith('|')) at = -1;
      const cells = line.split('|').map((cell) => cell.trim());
      const header = cells.findIndex((cell) => /^English\b/i.test(cell));
      if (header >= 0) at = header;
      else if (at >= 0) for (const [word] of (cells[at] ?? '').matchAll(/[A-Za-z]+/g)) words.add(singular(word.toLowerCase()));
    }
    return words;
  };

  it('of every exported domain type stand in the glossary', () => {
    expect(existsSync(glossary), 'GLOSSARY.md').toBe(true);
    const known = glossaryWords();
    expect(known.size).toBeGreaterThan(30);
    const unknown = files
      .filter(({ path }) => folderOf(path) === 'domain')
      .flatMap(({ path, tree }) =>
        tree.statements.flatMap((statement) => {
          const named = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement);
          if (!named || !statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
          const words = wordsOf(statement.name?.text ?? '');
          const missing = words.filter((word) => !known.has(singular(word)) && !programmingWords.has(singular(word)));
          return missing.length > 0 ? [`${path}: ${statement.name?.text} (${missing.join(', ')})`] : [];
        }),
      );
    expect(unknown).toEqual([]);
  });
});

const wordsOf = (name: string): string[] => (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
const singular = (word: string): string =>
  /(ss|us|is)$/.test(word)
    ? word
    : word
        .replace(/ies$/, 'y')
        .replace(/(ch|sh|x)es$/, '$1')
        .replace(/s$/, '');
