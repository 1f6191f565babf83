import path from 'node:path';
import { parseArgs } from 'node:util';

/** How a till is started: from the command line, the one-time code from the environment so that no process list shows it. */
export type StartArgs = {
  /** Null: the place the platform has for it. */
  readonly dataDir: string | null;
  readonly hubUrl: string;
  readonly port: number;
  readonly isWindowWanted: boolean;
  readonly enrolCode: string | undefined;
  readonly name: string | undefined;
};

/** Reads `--data DIR --hub URL --port N --name NAME --no-window`; what else is there is Chromium's. */
export function readArgs(args: readonly string[], env: NodeJS.ProcessEnv = process.env): StartArgs {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      data: { type: 'string' },
      hub: { type: 'string' },
      port: { type: 'string' },
      name: { type: 'string' },
      'no-window': { type: 'boolean' },
    },
  });
  return {
    dataDir: typeof values.data === 'string' ? path.resolve(values.data) : null,
    hubUrl: typeof values.hub === 'string' ? values.hub : '',
    port: typeof values.port === 'string' ? Number.parseInt(values.port, 10) || 0 : 0,
    isWindowWanted: values['no-window'] !== true,
    enrolCode: env.SEAM_ENROL_CODE || undefined,
    name: typeof values.name === 'string' ? values.name : undefined,
  };
}
