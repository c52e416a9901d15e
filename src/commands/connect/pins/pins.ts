/** Pins: what a token may use but not list, by its path. */
import type { Pin } from '../../../services/connectionStore.js';
import { normalizeMount } from '../../input/options.js';

/**
 * A path as people copy it from a policy or a command line: `pki`, `pki/roles/web`, `pki/issue/web`, `pki/sign/web`,
 * `pki/issuer/root-2026`. Undefined when it cannot be one.
 */
export function parsePin(text: string): Pin | undefined {
	const path = normalizeMount(text.trim().replace(/^\/?v1\//, ''));
	const segments = path.split('/');
	if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
		return undefined;
	}
	const name = segments.at(-1) ?? '';
	const kind = segments.at(-2);
	const mount = segments.slice(0, -2).join('/');
	if (mount !== '' && kind !== undefined) {
		if (['roles', 'issue', 'sign'].includes(kind)) return { kind: 'role', mount, role: name };
		if (kind === 'issuer') return { kind: 'authority', mount, authority: name };
	}
	return { kind: 'mount', mount: path };
}

/**
 * What a text may mean, the likeliest first. A name alone is a role or an issuer of the mount that it is typed at, else of
 * one of the mounts that are known; `pki/web` may be either as well, or a mount.
 */
export function pinCandidates(
	text: string,
	at: string | undefined,
	mounts: readonly string[],
): readonly Pin[] {
	const pin = parsePin(text);
	if (pin === undefined) return [];
	if (pin.kind !== 'mount') return [pin];
	const isKnown = mounts.includes(pin.mount);
	const inside = at === undefined ? undefined : parsePin(`${at}/${pin.mount}`);
	if (inside !== undefined && inside.kind !== 'mount') return [inside];
	const segments = pin.mount.split('/');
	const name = segments.at(-1) ?? '';
	const above = segments.slice(0, -1).join('/');
	const places = above === '' ? (at === undefined ? mounts : [at]) : [above];
	const named = places.flatMap((mount): Pin[] => [
		{ kind: 'role', mount, role: name },
		{ kind: 'authority', mount, authority: name },
	]);
	return isKnown && at === undefined ? [pin, ...named] : [...named, pin];
}

/** The path that `parsePin` reads. */
export function pinPath(pin: Pin): string {
	switch (pin.kind) {
		case 'mount':
			return pin.mount;
		case 'role':
			return `${pin.mount}/roles/${pin.role}`;
		case 'authority':
			return `${pin.mount}/issuer/${pin.authority}`;
	}
}

/** What options or a tree node describe; undefined without a mount. */
export function pinFrom(
	mount: string | undefined,
	role: string | undefined,
	authority: string | undefined,
): Pin | undefined {
	if (mount === undefined) return undefined;
	if (role !== undefined) return { kind: 'role', mount, role };
	if (authority !== undefined) return { kind: 'authority', mount, authority };
	return { kind: 'mount', mount };
}

export function hasPin(pins: readonly Pin[], pin: Pin): boolean {
	return pins.some((known) => pinPath(known) === pinPath(pin));
}
