import net from 'node:net';

/** A network between a till and its hub that can be unplugged. */
export type CuttableNetwork = {
  /** What the till calls its hub. */
  readonly url: string;
  /** Every open connection breaks, every new one is refused. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Listens on a loopback port of its own and passes bytes to the hub, until it is cut. */
export async function openNetwork(hubUrl: string): Promise<CuttableNetwork> {
  const { hostname, port: hubPort } = new URL(hubUrl);
  const open = new Set<net.Socket>();
  let port = 0;
  const keep = (socket: net.Socket): net.Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const serve = () => {
    const server = net.createServer((near) => {
      const far = keep(net.connect(Number(hubPort), hostname));
      keep(near).pipe(far);
      far.pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    return new Promise<net.Server>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  };
  let server: net.Server | null = await serve();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  port = address.port;
  const cut = async (): Promise<void> => {
    const stopped = server;
    server = null;
    for (const socket of open) socket.destroy();
    if (stopped) await new Promise((resolve) => stopped.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    mend: async () => {
      server ??= await serve();
    },
    close: cut,
  };
}
