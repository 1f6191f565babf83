import { ownSeriesAfter } from '#shared/checkout/receipt-series';
import type { HostInfo, JournalHead } from '#shared/contract/host';
import { type Result, refuse } from '#shared/kernel/result';
import { type Enrolment, enrol, keepEnrolment, readEnrolment } from './device/enrolment';
import { type HubCalls, hubCalls } from './device/hub-calls';
import { pageTokens } from './device/page-tokens';
import { isDiskFull } from './files/error-code';
import { oneAtATime } from './files/one-at-a-time';
import { HostRefusal } from './host-refusal';
import { diskFiles } from './journal/disk-files';
import { type AppendRefusal, finishFacts, type SealSecret } from './journal/finish-facts';
import { openJournal } from './journal/journal';
import { openAnchorKeys } from './keys/anchor-keys';
import { openPeople } from './keys/people';
import { sayTrouble } from './say-trouble';
import type { HostHandlers, HostMachine, TellWindows } from './services';
import { openSignIn } from './staff/sign-in';
import { openVerifiers } from './staff/verifiers';
import { openVault } from './vault/vault';

export type OpenTill = {
  readonly handlers: HostHandlers;
  readonly hubUrl: () => string;
  readonly close: () => Promise<void>;
};

const CARE_MS = 15 * 60_000;

/** Opens what a till keeps in its data folder and ties it to the requests of the contract. */
export async function openTill(
  machine: HostMachine,
  journalDir: string,
  vaultDir: string,
  tell: TellWindows,
): Promise<OpenTill> {
  const { nowMs, mint, origin, reserveBytes, journalFiles = diskFiles } = machine;
  const vault = await openVault(vaultDir, machine.keyring);
  const journal = await openJournal({ files: await journalFiles(journalDir), mint, nowMs, reserveBytes });
  const keys = await openAnchorKeys(vault, nowMs());
  const verifiers = await openVerifiers(vault);
  let device: Enrolment | null = await readEnrolment(vault);

  const closing = new AbortController();
  let care: Promise<void> = Promise.resolve();

  const hubUrl = () => machine.hubUrl || device?.hubUrl || '';
  const heardCalls = (): HubCalls | null => {
    if (!device) return null;
    const call = hubCalls(hubUrl(), device.token, closing.signal);
    return async (name, input) => {
      const answer = await call(name, input);
      if (answer.ok) await keys.heard(nowMs());
      return answer;
    };
  };
  const people = openPeople({ keys, hub: heardCalls, nowMs });
  const refreshVerifiers = async () => {
    const call = heardCalls();
    return call ? verifiers.refresh(call) : false;
  };
  const signIn = await openSignIn({ vault, nowMs, verifiers: verifiers.all, refresh: refreshVerifiers });
  /** A new person's key is written before the fact: on a full disk that takes of what is held back, as the fact does. */
  const sealInRoom: SealSecret = (...ask) =>
    people.seal(...ask).catch(async (error: unknown) => {
      if (isDiskFull(error) && (await journal.makeRoom())) return people.seal(...ask);
      throw error;
    });
  const tokensOf = () => {
    const call = heardCalls();
    return call ? pageTokens(call, origin, nowMs) : null;
  };
  let tokens = tokensOf();

  const adoptEnrolment = (enrolment: Enrolment) => {
    device = enrolment;
    tokens = tokensOf();
    startCare();
  };
  /** NOTE kept before it is begun: should the journal be lost, whatever may have been numbered under it is not begun again. */
  const numberUnder = async (series: string): Promise<JournalHead> => {
    if (device && device.series !== series) {
      device = { ...device, series };
      await keepEnrolment(vault, device).catch(sayTrouble);
    }
    return journal.beginSeries(series);
  };
  const repaired: string[] = [];
  /** A till that has sold and can't tell its last number: its receipts go on under a series that was never used. */
  const beginUnusedSeries = async ({ series }: Enrolment) => {
    const unused = ownSeriesAfter(series);
    await numberUnder(unused);
    repaired.push(`series-begun ${unused}`);
  };
  /** Forgets people when the hub stays silent, and keeps the colleagues' list fresh. */
  const takeCare = async () => {
    await keys.dropIfSilent(nowMs());
    await refreshVerifiers();
  };
  const startCare = () => {
    care = care.then(takeCare).catch(sayTrouble);
  };

  const info = async (): Promise<HostInfo> => ({
    kind: machine.kind,
    version: machine.version,
    lost: machine.keyring ? [...machine.lost] : ['keyring', ...machine.lost],
    hubUrl: hubUrl(),
    device: device && { id: device.device, tenant: device.tenant, store: device.store, name: device.name },
    head: await journal.settledHead(),
    repaired: [...journal.repaired(), ...repaired],
  });

  if (device) {
    if (journal.head().series === '') await beginUnusedSeries(device);
    adoptEnrolment(device);
  }
  const caring = setInterval(startCare, CARE_MS);
  caring.unref();
  const enrolOnce = oneAtATime();

  const handlers: HostHandlers = {
    'host.info': info,
    'device.enrol': (request) =>
      enrolOnce(async () => {
        if (device) throw new HostRefusal('already-enrolled');
        const enrolment = await enrol(vault, request, origin);
        if (journal.head().series === '') await journal.beginSeries(enrolment.series);
        adoptEnrolment(enrolment);
        return info();
      }),
    'hub.token': async () => (tokens ? tokens() : null),
    'journal.append': async ({ drafts }) => {
      const owner = device;
      if (!owner) return { status: 'refused', code: 'not-enrolled', head: journal.head() };
      const id = drafts[0]?.fact.id ?? '';
      const answer = await journal.append(id, (head) =>
        finishFacts(head, drafts, owner, sealInRoom).catch(refuseIfFull),
      );
      if (answer.status === 'appended') tell('journal.appended', { head: answer.head });
      return answer;
    },
    'journal.read': ({ after, limit }) => journal.read(after, limit),
    'journal.use-series': ({ series }) => numberUnder(series),
    'journal.raise-hlc': ({ hlc }) => journal.raiseHlc(hlc),
    'staff.sign-in': ({ staff, pin }) => signIn(staff, pin),
    'people.open': people.open,
    'people.open-facts': people.openFacts,
    'people.keys': async ({ who }) => [...people.keysOf(who)],
    'people.keep': async ({ who }) => ({ kept: await keys.keepOnly(who) }),
  };
  return {
    handlers,
    hubUrl,
    close: async () => {
      clearInterval(caring);
      closing.abort();
      await care;
      await journal.close();
    },
  };
}

/** Nothing of it was written: the page is told so at once, instead of asking again and again. */
function refuseIfFull(error: unknown): Result<never, AppendRefusal> {
  if (isDiskFull(error)) return refuse('disk-full');
  throw error;
}
