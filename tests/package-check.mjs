// @ts-check
// Packs the real configuration around a stand-in for Electron's distribution and looks at what a shop would get.
// Not shown by it: installers, signing, updates, and that a real Electron starts the result.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const require = createRequire(path.join(root, 'package.json'));
const builder = require('electron-builder');
/** The packer's own copies of its tools: others may be hoisted. */
const requireOfBuilder = createRequire(require.resolve('app-builder-lib'));
const asar = requireOfBuilder('@electron/asar');
const { FuseV1Options, getCurrentFuseWire } = requireOfBuilder('@electron/fuses');
const yaml = requireOfBuilder('js-yaml');

const config = yaml.load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-package-'));
try {
  const packed = await pack(makeDistribution(path.join(folder, 'electron')), path.join(folder, 'packed'));
  checkFiles(path.join(packed, 'resources', 'app.asar'));
  await checkFuses(path.join(packed, config.linux.executableName ?? config.executableName));
  checkLanguages(path.join(packed, 'locales'));
  assert.match(readFileSync(path.join(packed, 'resources', 'app-update.yml'), 'utf8'), /^provider: generic$/m);
  await checkStart(path.join(packed, 'resources', 'app.asar'), path.join(folder, 'unpacked'));
  console.log('package check: the app holds what it runs on and nothing else, its fuses are set, and it starts');
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * What the packer needs to see of an Electron: an executable with a fuse wire to set, and files it copies or leaves out.
 * @param {string} dist
 */
function makeDistribution(dist) {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const fuses = '10110101';
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses.length]), Buffer.from(fuses)]);
  mkdirSync(path.join(dist, 'resources'), { recursive: true });
  mkdirSync(path.join(dist, 'locales'));
  writeFileSync(path.join(dist, 'electron'), Buffer.concat([Buffer.from('\x7fELF'), wire]), { mode: 0o755 });
  for (const file of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(path.join(dist, file), '');
  writeFileSync(path.join(dist, 'version'), config.electronVersion);
  for (const language of ['de', 'en-US', 'fr', 'ja', 'zh-CN', 'zh-TW']) {
    writeFileSync(path.join(dist, 'locales', `${language}.pak`), '');
  }
  return dist;
}

/**
 * @param {string} electronDist
 * @param {string} output
 */
async function pack(electronDist, output) {
  await builder.build({
    projectDir: root,
    targets: builder.Platform.LINUX.createTarget('dir', builder.Arch.x64),
    publish: 'never',
    config: { ...config, extends: null, electronDist, directories: { ...config.directories, output } },
  });
  return path.join(output, 'linux-unpacked');
}

/** @param {string} archive */
function checkFiles(archive) {
  const files = listFiles(archive);
  const mustHave = ['package.json', 'out/main/main.cjs', 'out/preload/preload.cjs', 'out/renderer/pos/index.html'];
  for (const file of mustHave) assert(files.includes(file), `${file} is missing from the package`);
  const sources = /(^|\/)node_modules\/|\.map$|\.tsx?$|^(tests|docs|hub|shared|main|renderer)\//;
  const otherParts = /^out\/(hub|renderer\/(shop|region))\/|^out\/main\/host/;
  const strays = files.filter((file) => sources.test(file) || otherParts.test(file));
  assert.deepEqual(strays, [], 'sources, maps, packages, the hub and its pages stay at home');
  const manifest = JSON.parse(read(archive, 'package.json'));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  assert.equal(manifest.main, 'out/main/main.cjs');
  assert.equal(manifest.version, version);
  assert.equal(manifest.devDependencies ?? manifest.scripts, undefined, 'package.json is trimmed');
  assert.deepEqual(
    requiredBy(archive, 'out/preload/preload.cjs'),
    ['electron'],
    'a sandboxed preload has only electron',
  );
  for (const file of files.filter((name) => /^out\/main\/.*\.cjs$/.test(name))) checkRequires(archive, files, file);
}

/**
 * There is no node_modules in the package: everything else must be inside the file or beside it.
 * @param {string} archive
 * @param {readonly string[]} files
 * @param {string} file
 */
function checkRequires(archive, files, file) {
  for (const id of requiredBy(archive, file)) {
    const beside = path.posix.join(path.posix.dirname(file), id);
    const isThere = id === 'electron' || isBuiltin(id) || (id.startsWith('.') && files.includes(beside));
    assert(isThere, `${file} requires ${id}, which is not in the package`);
  }
}

/**
 * @param {string} archive
 * @param {string} file
 */
function requiredBy(archive, file) {
  const found = [...read(archive, file).matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, id]) => id ?? '');
  return [...new Set(found)].sort();
}

/** @param {string} archive */
function listFiles(archive) {
  /** @type {readonly string[]} */
  const entries = asar.listPackage(archive);
  return entries.map((entry) => entry.replaceAll('\\', '/').slice(1)).filter((entry) => path.extname(entry) !== '');
}

/**
 * @param {string} archive
 * @param {string} file
 * @returns {string}
 */
function read(archive, file) {
  return asar.extractFile(archive, file).toString('utf8');
}

/** @param {string} executable */
async function checkFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  const isOn = Object.fromEntries(names.map((name) => [name, wire[FuseV1Options[name]] === '1'.charCodeAt(0)]));
  assert.deepEqual(isOn, {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  });
}

/** @param {string} locales */
function checkLanguages(locales) {
  const languages = readdirSync(locales).map((file) => path.basename(file, '.pak'));
  for (const language of ['zh-CN', 'en-US']) assert(languages.includes(language), `${language} is missing`);
  assert(!languages.includes('fr'), 'only the languages of the screens are packed');
}

/**
 * Runs exactly the packed files on the stand-in, where nothing of the project lies beside them.
 * @param {string} archive
 * @param {string} unpacked
 */
async function checkStart(archive, unpacked) {
  asar.extractAll(archive, unpacked);
  assert(!existsSync(path.join(unpacked, 'node_modules')));
  const { _electron } = require('playwright');
  const executablePath = fileURLToPath(new URL('e2e/electron-standin/electron', import.meta.url));
  const loader = path.join(
    path.dirname(require.resolve('playwright-core/package.json')),
    'lib/server/electron/loader.js',
  );
  const app = await _electron.launch({
    executablePath,
    args: ['-r', loader, unpacked, `--user-data-dir=${path.join(folder, 'data')}`],
  });
  try {
    const page = await app.firstWindow();
    await page.waitForFunction(() => (document.body?.textContent ?? '').trim() !== '');
    const shown = await page.evaluate(() => {
      const [load] = performance.getEntriesByType('navigation');
      return load instanceof PerformanceNavigationTiming ? load.responseStatus : 0;
    });
    assert.equal(shown, 200, 'the packed app shows its first page');
  } finally {
    await app.close();
  }
}
