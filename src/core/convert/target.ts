/**
 * What can be converted to. A target is one file in `targets/` and one line in `targets/index.ts`; it turns what was read
 * into the contents of files, and neither reads nor writes any.
 */
import type { Material } from './material.js';

/** Whether a private key is in a file, and how. */
export type KeyInFile = 'none' | 'encrypted' | 'plain';

export interface OutputFile {
	/** Behind the name that all files of a conversion share: `.p12`, `-2.der`. */
	readonly ending: string;
	readonly content: string | Uint8Array;
	readonly key: KeyInFile;
}

export interface Wish {
	/** Encrypts private keys, and the container. Not empty. */
	readonly newPassword?: string | undefined;
	/** Whether somebody asked for the private key in a format that is mostly for public ones. */
	readonly withKey: boolean;
}

export interface ConversionTarget<Id extends string = string> {
	/** Kept for ever: keybindings and tasks name it. */
	readonly id: Id;
	/**
	 * All files of one conversion. Rejects with `invalid` where the material is not enough: `noCertificate`, `noKey`,
	 * `noMatchingKey` (args `name`), `keyWithoutCertificate`, `keyEncrypted`, `keyForm`, `nothingForTarget` (args `format`).
	 */
	render(material: Material, wish: Wish): Promise<readonly OutputFile[]>;
	/** Reads the files again and compares them with what they were made from. */
	isSame(files: readonly OutputFile[], material: Material, wish: Wish): Promise<boolean>;
}

export function defineConversion<const Id extends string>(
	target: ConversionTarget<Id>,
): ConversionTarget<Id> {
	return target;
}

/** `.der`, then `-2.der`: of several files of one kind all but the first are numbered. */
export function numbered(index: number, ending: string): string {
	return index === 0 ? ending : `-${index + 1}${ending}`;
}
