import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { coldOpen } from './cold-open';
import { drain } from './drain';
import { firstSync } from './first-sync';
import { type Bench, type Figure, openBench } from './harness/bench';
import { hubIngest } from './hub-ingest';
import { managerScreen } from './manager-screen';
import { jsonLine, tableHead, tableLine } from './measured';
import { memory } from './memory';
import { saleCommitted } from './sale-committed';
import { scanToLine } from './scan-to-line';
import { shopperPage } from './shopper-page';

const figures: readonly Figure[] = [
  hubIngest,
  shopperPage,
  coldOpen,
  firstSync,
  scanToLine,
  saleCommitted,
  drain,
  managerScreen,
  memory,
];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    folder: { type: 'string' },
  },
});
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const chosen = figures.filter(
    ({ name }) => values.only.length === 0 || values.only.some((one) => name.includes(one)),
  );
  if (chosen.length === 0) {
    say(`There is no figure ${values.only.join(', ')}. There are: ${figures.map(({ name }) => name).join(', ')}`);
    return 1;
  }
  const bench = await openBench({ folder: values.folder ?? null, say });
  let code = 0;
  if (!values.json) console.log(tableHead);
  try {
    for (const figure of chosen) if (!(await runFigure(bench, figure))) code = 1;
  } finally {
    await bench.close();
  }
  return code;
}

/** One that breaks keeps no other from being measured, but the bench then ends with 1. */
async function runFigure(bench: Bench, { name, run }: Figure): Promise<boolean> {
  const [load = 0] = loadavg();
  say(`— ${name} (load before: ${load.toFixed(1)})`);
  try {
    for (const one of await run(bench)) console.log(values.json ? jsonLine(one) : tableLine(one));
    return true;
  } catch (error) {
    say(`${name} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return false;
  }
}

process.exitCode = await main();
