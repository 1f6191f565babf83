import { describe, expect, it } from 'vitest';
import { AnchorId } from '#shared/kernel/ids';
import { type FindablePerson, findPeople } from '#shared/people/find-people';
import { idOf } from '../../support/ids';

const person = (n: number, phone: string, ...spellings: readonly string[]): FindablePerson => {
  return { id: AnchorId.parse(idOf('who', n)), phones: [phone], spellings };
};
const linYue = person(1, '+8613800138000', '林月', 'linyue', 'ly');
const linYuan = person(2, '+8613912345678', '林远', 'linyuan', 'ly');
const wangLi = person(3, '+8613780001234', '王丽', 'wangli', 'wl');
const anna = person(4, '+46701234567', 'anna lind', 'al');
const everyone = [linYue, linYuan, wangLi, anna];
const found = (text: string, limit = 20) => findPeople(everyone, text, limit);

describe('finding a person', () => {
  it('takes a whole phone number however it is written', () => {
    for (const text of ['13800138000', '+86 138 0013 8000', '138-0013-8000', '１３８００１３８０００']) {
      expect(found(text)).toEqual([linYue]);
    }
    expect(found('070 123 45 67')).toEqual([anna]);
  });

  it('takes the last four digits, and puts who ends in them before who only has them', () => {
    expect(found('8000')).toEqual([linYue, wangLi]);
    expect(found('1234')).toEqual([wangLi, linYuan, anna]);
  });

  it('takes a name, its pinyin and its initials', () => {
    expect(found('林')).toEqual([linYue, linYuan]);
    expect(found('LinYue')).toEqual([linYue]);
    expect(found('lin yu')).toEqual([linYue, linYuan]);
    expect(found('ly')).toEqual([linYue, linYuan]);
    expect(found('月')).toEqual([linYue]);
  });

  it('puts a name that begins so before one that only holds it', () => {
    expect(found('lin')).toEqual([linYue, linYuan, anna]);
    expect(found('li')).toEqual([linYue, linYuan, wangLi, anna]);
  });

  it('finds nobody for nothing, for two digits, and for a stranger', () => {
    for (const text of ['', '   ', '80', '99999', 'zhang']) expect(found(text)).toEqual([]);
  });

  it('gives at most as many as asked', () => {
    expect(found('lin', 1)).toEqual([linYue]);
  });
});
