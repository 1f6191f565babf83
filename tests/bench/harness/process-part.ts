import { fork } from 'node:child_process';
import path from 'node:path';

/** A part of the bench in a process of its own, asked over its channel. */
export type ProcessPart<Answers extends Handlers> = {
  readonly pid: number;
  readonly ask: <Name extends keyof Answers & string>(
    name: Name,
    ...input: Parameters<Answers[Name]>
  ) => Promise<Awaited<ReturnType<Answers[Name]>>>;
  /** Ends it cleanly and waits. */
  readonly stop: () => Promise<void>;
};

/** What a process answers to. Inputs and outputs are plain data. */
export type Handlers = { readonly [name: string]: (...input: never[]) => unknown };

type Question = { readonly n: number; readonly name: string; readonly input: readonly unknown[] };
type Answer = { readonly n: number; readonly value?: unknown; readonly failed?: string };

/** Starts a built part (see `run.mjs`) and waits until it says that it is ready. */
export async function startPart<Answers extends Handlers>(
  name: string,
  argument: object,
): Promise<ProcessPart<Answers>> {
  const child = fork(path.join(import.meta.dirname, `${name}.mjs`), [JSON.stringify(argument)], {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let next = 1;
  const wait = () => {
    const n = next++;
    const answered = new Promise<Answer>((resolve) => waiting.set(n, resolve));
    const died = ended.then((): Answer => ({ n, failed: `${name} ended` }));
    return { n, answer: Promise.race([answered, died]).then(resultOf) };
  };
  const ready = wait();
  child.on('message', (message: Answer) => waiting.get(message.n)?.(message));
  await ready.answer;
  return {
    pid: child.pid ?? 0,
    ask: (name, ...input) => {
      const { n, answer } = wait();
      child.send({ n, name, input } satisfies Question);
      return answer as never;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.connected) child.disconnect();
      await ended;
    },
  };
}

function resultOf({ value, failed }: Answer): unknown {
  if (failed !== undefined) throw new Error(failed);
  return value;
}

/** The other side: opens the part, answers until the channel closes, then closes it. */
export async function servePart<Argument, Answers extends Handlers>(
  open: (argument: Argument) => Promise<{ readonly answers: Answers; readonly close: () => Promise<void> }>,
): Promise<void> {
  const { answers, close } = await open(JSON.parse(process.argv[2] ?? '{}') as Argument);
  const say = (answer: Answer): void => void process.send?.(answer);
  process.on('message', async ({ n, name, input }: Question) => {
    try {
      say({ n, value: await (answers[name] as (...given: unknown[]) => unknown)(...input) });
    } catch (error) {
      say({ n, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => void close().then(() => process.exit(0)));
  process.on('SIGINT', () => undefined);
  say({ n: 1 });
}
