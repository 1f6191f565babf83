import { describe, expect, it, vi } from 'vitest';
import type { Stitch } from '../../../renderer/ui/stitch';
import { Stitches } from '../../../renderer/ui/stitches';
import { TagChip } from '../../../renderer/ui/tag-chip';
import { TagEvidence } from '../../../renderer/ui/tag-evidence';
import { htmlOf, wordsOf } from './render';

const stitches = (from: Stitch['from'], count: number): readonly Stitch[] =>
  Array.from({ length: count }, () => ({ from }));
const drawn = (html: string) => html.match(/data-stitch="\w+"/g) ?? [];

describe('stitches', () => {
  it('tell screen readers how many facts come from where', () => {
    const six = [...stitches('store', 4), ...stitches('online', 2)];
    expect(wordsOf(<Stitches stitches={six} />)).toBe('6 facts: 4 from the store, 2 online');
    expect(wordsOf(<Stitches stitches={six} />, 'zh-CN')).toBe('6 条依据：4 条来自门店，2 条来自线上');
  });

  it('do not count what is missing as a fact', () => {
    const half = [...stitches('store', 1), ...stitches('missing', 1)];
    expect(wordsOf(<Stitches stitches={half} />)).toBe('1 fact: 1 from the store, 1 still missing');
  });

  it('say which facts are fading, and that there are none', () => {
    expect(wordsOf(<Stitches stitches={[{ from: 'staff', isFading: true }]} />)).toBe(
      '1 fact: 1 said by a clerk, 1 fading',
    );
    expect(wordsOf(<Stitches stitches={[]} />)).toBe('no facts');
  });

  it('are at most eight, then the number', () => {
    expect(drawn(htmlOf(<Stitches stitches={stitches('store', 8)} />))).toHaveLength(8);
    const twelve = htmlOf(<Stitches stitches={stitches('store', 12)} />);
    expect(drawn(twelve)).toHaveLength(8);
    expect(twelve).toMatch(/aria-hidden="true">12</);
  });
});

describe('a tag', () => {
  it('shows its facts and says whether its reasons are open', () => {
    const chip = <TagChip name="First week" stitches={stitches('staff', 2)} isOpen onToggle={vi.fn()} />;
    expect(htmlOf(chip)).toContain('aria-expanded="true"');
    expect(wordsOf(chip)).toBe('First week 2 facts: 2 said by a clerk 2');
  });

  it('says that it is disputed, whatever its note', () => {
    const chip = <TagChip name="Dresses" stitches={stitches('store', 1)} note="fading" isDisputed onToggle={vi.fn()} />;
    expect(wordsOf(chip)).toMatch(/disputed$/);
  });

  it('names its rule and version under the facts', () => {
    const facts = [{ id: '1', from: 'store', when: 'Today', words: 'Coat M' }] as const;
    const words = wordsOf(<TagEvidence why="Tried." facts={facts} source="usual-size@2" />);
    expect(words).toBe('Tried. Today Coat M rule “usual-size” v2, same on till and hub');
  });
});
