import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { InstantMs } from '#shared/kernel/time';
import { forgoIfFull } from '../files/error-code';
import { oneAtATime } from '../files/one-at-a-time';
import { readIfThere } from '../files/read-if-there';
import { writeWhole } from '../files/write-whole';

/** A launch code works once and for so long. */
const CODE_MS = 12 * 3_600_000;
/** A page that was left open for so long is launched again. */
const PASS_MS = 30 * 86_400_000;
const PASSES_MAX = 16;
const CODES_MAX = 32;

const Passes = z.array(z.object({ hash: z.string(), madeAtMs: z.int() }).readonly()).readonly();

/**
 * Who may talk to the host. A launch code, good for one page, is exchanged for a pass that the page keeps in its own
 * memory. Only hashes of passes are kept here; they survive a restart of the host, so that an open page goes on.
 */
export type PagePasses = {
  readonly newCode: () => string;
  /** A pass for a code that was never used; null for any other. */
  readonly exchange: (code: string) => Promise<string | null>;
  readonly isGood: (pass: string) => boolean;
};

export async function openPagePasses(folder: string, nowMs: () => InstantMs): Promise<PagePasses> {
  const file = path.join(folder, 'passes.json');
  const codes = new Map<string, InstantMs>();
  let passes = await readPasses(file);
  const serially = oneAtATime();
  return {
    newCode() {
      const code = secret();
      codes.set(hashOf(code), nowMs());
      for (const oldest of [...codes.keys()].slice(0, -CODES_MAX)) codes.delete(oldest);
      return code;
    },
    async exchange(code) {
      const hash = hashOf(code);
      const madeAtMs = codes.get(hash);
      codes.delete(hash);
      if (madeAtMs === undefined || nowMs() - madeAtMs > CODE_MS) return null;
      const pass = secret();
      passes = [...passes, { hash: hashOf(pass), madeAtMs: nowMs() }].slice(-PASSES_MAX);
      await serially(() => writeWhole(file, JSON.stringify(passes))).catch(forgoIfFull);
      return pass;
    },
    isGood: (pass) => {
      const hash = hashOf(pass);
      return passes.some((one) => one.hash === hash && nowMs() - one.madeAtMs < PASS_MS);
    },
  };
}

async function readPasses(file: string): Promise<z.output<typeof Passes>> {
  const bytes = await readIfThere(file);
  return bytes ? Passes.parse(JSON.parse(bytes.toString('utf8'))) : [];
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
