import { PkiError } from '../common/errors.js';
import type { Material } from './material.js';
import type { ConversionTarget, OutputFile, Wish } from './target.js';
import * as all from './targets/index.js';

export type ConversionId = (typeof all)[keyof typeof all]['id'];

export const conversions: readonly ConversionTarget<ConversionId>[] = Object.values(all);
export const conversionIds: readonly ConversionId[] = conversions.map(({ id }) => id);

/** The password of what is written is needed only where the format cannot do without. */
export function needsNewPassword(to: ConversionId): boolean {
	return to === 'pkcs12';
}

/**
 * The files that hold the material in another format. What comes out is read again and compared with what went in before it
 * is answered. Rejects with `invalid` as `ConversionTarget.render` does, and with `unexpected` (`conversionDiffers`).
 */
export async function convert(
	material: Material,
	to: ConversionId,
	wish: Wish,
): Promise<readonly OutputFile[]> {
	const target = conversions.find(({ id }) => id === to);
	if (!target) throw new PkiError('invalid', { reason: 'noBlocks' });
	const files = await target.render(material, wish);
	if (!(await target.isSame(files, material, wish))) {
		throw new PkiError('unexpected', { reason: 'conversionDiffers' });
	}
	return files;
}
