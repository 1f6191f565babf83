import css from './avatar.module.css';
import { Icon } from './icon';
import { joinClasses } from './join-classes';

const tints = [css.tint0, css.tint1, css.tint2, css.tint3, css.tint4];

/** The first letter a name would be called by: the first sign in Chinese, the first letter in capitals elsewhere. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '').toLocaleUpperCase('en');
}

function tintOf(seed: string): string | undefined {
  let sum = 0;
  for (const sign of seed) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521;
  return tints[sum % tints.length];
}

type AvatarProps = {
  readonly name: string | undefined;
  /** Keeps the tint when the name is written in another language; usually the person's id. */
  readonly seed?: string | undefined;
  readonly isBig?: boolean;
};

/** A face: the initial on a tint. Nobody known is a grey outline. */
export function Avatar({ name, seed, isBig = false }: AvatarProps) {
  const initial = initialOf(name ?? '');
  const size = isBig && css.big;
  if (initial === '') {
    return (
      <span className={joinClasses(css.face, size, css.nobody)} aria-hidden="true">
        <Icon name="person" />
      </span>
    );
  }
  return (
    <span className={joinClasses(css.face, size, tintOf(seed ?? name ?? ''))} aria-hidden="true">
      {initial}
    </span>
  );
}
