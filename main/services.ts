import path from 'node:path';
import type { z } from 'zod';
import {
  type HostEventBody,
  type HostEventName,
  type HostInfo,
  type HostOutput,
  type HostRequestName,
  type HostRequests,
  hostRequests,
} from '#shared/contract/host';
import type { MintId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { LockedFolder } from './folder-lock';
import { HostRefusal } from './host-refusal';
import type { JournalFiles } from './journal/journal-files';
import { openTill } from './open-till';
import type { Keyring } from './vault/wrap-keys';

/** The machine that services run on: what differs between Electron, plain Node and a test. */
export type HostMachine = {
  readonly kind: 'electron' | 'browser';
  readonly version: string;
  /** Where everything of this till is kept. It is released when the services close, or can't be opened. */
  readonly folder: LockedFolder;
  /** The hub to use instead of the one the till was enrolled at; empty: that one. */
  readonly hubUrl: string;
  /** Where the page comes from; the hub takes this till's page tokens from there only. */
  readonly origin: string;
  /** Null where the operating system has none, or none worth the name. */
  readonly keyring: Keyring | null;
  readonly lost: HostInfo['lost'];
  readonly nowMs: () => InstantMs;
  readonly mint: MintId;
  /** Space held back for a full disk; 64 MB unless a test says otherwise. */
  readonly reserveBytes?: number;
  /** What the journal is written to: the real folder, unless a test breaks it. */
  readonly journalFiles?: (folder: string) => Promise<JournalFiles>;
};

export type Services = {
  /** The one door: parses input and output. Throws {@link HostRefusal} for an expected no, anything else is a bug. */
  readonly dispatch: (name: unknown, input: unknown) => Promise<unknown>;
  /** Answers how to stop listening. */
  readonly onEvent: (listen: (name: HostEventName, body: object) => void) => () => void;
  /** The hub in use, for the page's content security policy; empty before enrolment. */
  readonly hubUrl: () => string;
  readonly close: () => Promise<void>;
};

/** The input of a request once it is through the door. */
export type ParsedInput<Name extends HostRequestName> = z.output<HostRequests[Name]['in']>;

/** Says something to every window. */
export type TellWindows = <Name extends HostEventName>(name: Name, body: HostEventBody<Name>) => void;

/** What answers each request. */
export type HostHandlers = {
  readonly [Name in HostRequestName]: (input: ParsedInput<Name>) => Promise<HostOutput<Name>>;
};

/**
 * Everything a till does outside a window: plain Node, reached by one request shape.
 * Refusal: `keyring-missing`. Throws where the data folder can't be read or written.
 */
export async function createServices(machine: HostMachine): Promise<Services> {
  const { path: dataDir, release } = machine.folder;
  try {
    const listeners: Listeners = new Set();
    const tell: TellWindows = (name, body) => {
      for (const listen of listeners) listen(name, body);
    };
    const till = await openTill(machine, path.join(dataDir, 'journal'), path.join(dataDir, 'vault'), tell);
    return servicesOf(till.handlers, till.hubUrl, { listeners, tell }, async () => {
      await till.close();
      await release();
    });
  } catch (error) {
    await release();
    throw error;
  }
}

type Listeners = Set<(name: HostEventName, body: object) => void>;

function servicesOf(
  handlers: HostHandlers,
  hubUrl: () => string,
  { listeners, tell }: { readonly listeners: Listeners; readonly tell: TellWindows },
  stop: () => Promise<void>,
): Services {
  let stopping: Promise<void> | null = null;
  return {
    dispatch: (name, input) => dispatchTo(handlers, name, input),
    onEvent: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    hubUrl,
    close: () => {
      if (!stopping) tell('host.stopping', {});
      stopping ??= stop();
      return stopping;
    },
  };
}

async function dispatchTo(handlers: HostHandlers, name: unknown, input: unknown): Promise<unknown> {
  if (typeof name !== 'string' || !Object.hasOwn(hostRequests, name)) throw new HostRefusal('not-found');
  const request = hostRequests[name as HostRequestName];
  const parsed = request.in.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path: where }) => where.join('.')).join(' ');
    throw new HostRefusal('request-invalid', { fields: fields.slice(0, 200) });
  }
  const handle = handlers[name as HostRequestName] as (value: unknown) => Promise<unknown>;
  return request.out.parse(await handle(parsed.data));
}
