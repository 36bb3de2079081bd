// Run as a process of its own: opens a data folder, says how, and keeps it open until its input ends.
import { openDatabase } from '../../src/store/database.ts';

const [folder, options] = process.argv.slice(2);
try {
  const report = (line: string) => process.stdout.write(`${JSON.stringify({ report: line })}\n`);
  const database = await openDatabase({ folder: folder! }, { ...(JSON.parse(options ?? '{}') as object), report });
  process.stdout.write(`${JSON.stringify({ how: database.how })}\n`);
  for await (const chunk of process.stdin) void chunk;
  await database.close();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as { code?: string }).code, message: String(error) })}\n`);
}
