import { runImport } from './run-import';

process.exitCode = await runImport(process.argv.slice(2), process.env, {
  say: (line) => console.log(line),
  warn: (line) => console.error(line),
});
