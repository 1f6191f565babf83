import { Transform } from 'node:stream';

/** Passes bytes through and remembers where lines end, so that a place in the file can be said as a line. */
export class LineNumbers extends Transform {
  readonly #ends: number[] = [];
  #bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.#ends.push(this.#bytes + at);
    this.#bytes += chunk.length;
    this.push(chunk);
    done();
  }

  /** The line (from 1) on which the byte at this offset stands. */
  lineAt(offset: number): number {
    let [from, to] = [0, this.#ends.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#ends[middle] ?? 0) < offset) from = middle + 1;
      else to = middle;
    }
    return from + 1;
  }
}
