import { ok, type Result, refuse } from '../kernel/result';
import { applicationIdentifiers, type Element } from './application-identifiers';

export type LinkFromElementsRefusal = 'link-without-key' | 'identifier-not-allowed-here';

/**
 * Turns the elements of a code into a Digital Link: the first key among them, its qualifiers in the order the standard
 * wants, everything else as attributes, those of known length first. Refused when an element fits neither place.
 */
export function linkFromElements(stem: string, elements: readonly Element[]): Result<string, LinkFromElementsRefusal> {
  const distinct = elements.filter(({ id }, place) => elements.findIndex((other) => other.id === id) === place);
  const key = distinct.find(({ id }) => applicationIdentifiers.get(id)?.linkQualifiers !== undefined);
  if (key === undefined) return refuse('link-without-key');

  for (const choice of applicationIdentifiers.get(key.id)?.linkQualifiers ?? []) {
    const qualifiers = choice.flatMap((id) => distinct.filter((element) => element.id === id));
    const attributes = distinct.filter((element) => element !== key && !qualifiers.includes(element));
    if (attributes.every(({ id }) => applicationIdentifiers.get(id)?.isLinkAttribute === true)) {
      return ok(writeLink(stem, [key, ...qualifiers], attributes));
    }
  }
  return refuse('identifier-not-allowed-here', { key: key.id });
}

function writeLink(stem: string, path: readonly Element[], attributes: readonly Element[]): string {
  const segments = path.map(({ id, value }) => `/${id}/${encodeURIComponent(value)}`);
  const isSelfEnding = ({ id }: Element) => applicationIdentifiers.get(id)?.isSelfEnding === true;
  const ordered = [...attributes.filter(isSelfEnding), ...attributes.filter((element) => !isSelfEnding(element))];
  const query = ordered.map(({ id, value }) => `${id}=${encodeURIComponent(value)}`);
  return stem.replace(/\/+$/, '') + segments.join('') + (query.length === 0 ? '' : `?${query.join('&')}`);
}
