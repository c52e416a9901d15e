import type { Side, Unsupported } from '../diagnostics/clientConfig/warning.js';
import type { Target } from './target.js';
import * as all from './targets/index.js';

export type TargetId = (typeof all)[keyof typeof all]['id'];

/** Every target, by family and label. */
export const targets: readonly Target<TargetId>[] = Object.values(all).sort(
	(a, b) => a.family.localeCompare(b.family, 'en') || a.label.localeCompare(b.label, 'en'),
);

export function findTarget(id: string): Target<TargetId> | undefined {
	return targets.find((target) => target.id === id);
}

/** The variant asked for, the default one when none is; undefined when the target has no such variant. */
export function variantOf(target: Target, id: string | undefined): string | undefined {
	const ids = target.variants?.map((variant) => variant.id) ?? [];
	if (id === undefined) return ids[0] ?? '';
	return ids.includes(id) ? id : undefined;
}

/** The side asked for, the target's first when none is; undefined when the target has no such side. */
export function sideOf(target: Target, side: Side | undefined): Side | undefined {
	if (side === undefined) return target.sides[0];
	return target.sides.includes(side) ? side : undefined;
}

/** What one side of the target has no place for. */
export function unsupportedBy(target: Target, side: Side): readonly Unsupported[] {
	const { unsupported = [] } = target;
	return 'client' in unsupported ? unsupported[side] : unsupported;
}
