import { runExport } from './run-export';

process.exitCode = await runExport(process.argv.slice(2), process.env, {
  say: (line) => console.log(line),
  warn: (line) => console.error(line),
});
