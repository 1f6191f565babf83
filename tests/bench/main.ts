import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { coldOpen } from './cold-open';
import { drain } from './drain';
import { firstSync } from './first-sync';
import { type Bench, type Figure, openBench } from './harness/bench';
import { hubIngest } from './hub-ingest';
import { managerScreen } from './manager-screen';
import { brokenJsonLine, brokenTableLine, jsonLine, tableHead, tableLine } from './measured';
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

const { values, positionals: wanted } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    folder: { type: 'string' },
  },
  allowPositionals: true,
});
/** A figure that hangs is given up, so that the others are still measured. */
const LIMIT_MS = 8 * 60_000;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const unknown = wanted.filter((one) => !figures.some(({ name }) => name.includes(one)));
  if (unknown.length > 0) {
    say(`There is no figure ${unknown.join(', ')}. There are: ${figures.map(({ name }) => name).join(', ')}`);
    return 1;
  }
  const chosen = figures.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one)));
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

/** One that breaks keeps no other from being measured: its row says why, and the bench then ends with 1. */
async function runFigure(bench: Bench, { name, run }: Figure): Promise<boolean> {
  const [load = 0] = loadavg();
  say(`— ${name} (load before: ${load.toFixed(1)})`);
  const before = performance.now();
  try {
    for (const one of await withinLimit(run(bench))) console.log(values.json ? jsonLine(one) : tableLine(one));
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(values.json ? brokenJsonLine(name, why) : brokenTableLine(name, why));
    say(`${name} broke: ${error instanceof Error ? error.stack : error}`);
    return false;
  } finally {
    say(`  took ${((performance.now() - before) / 1000).toFixed(0)} s`);
  }
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`took longer than ${LIMIT_MS / 60_000} minutes`)), LIMIT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// What a figure that was given up still runs ends with this process.
process.exit(await main());
