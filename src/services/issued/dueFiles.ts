/** Which of the files that were issued through the extension are to be renewed. */
import { isPkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { isRenewalDue } from '../../core/rotate/renewalDue.js';
import { readBounded } from '../files/files.js';
import type { IssuedFile, IssuedFiles } from './issuedFiles.js';

/** Those that still hold what was issued; one that was replaced or deleted by somebody else is none of ours. */
export async function dueFiles(issued: IssuedFiles, now: Date): Promise<readonly IssuedFile[]> {
	const late = issued.files.filter((file) => isRenewalDue(file, now));
	const present = await Promise.all(late.map(isPresent));
	const gone = late.filter((_, index) => present[index] === false);
	if (gone.length > 0) await issued.forget(gone.map(({ path }) => path));
	return late.filter((_, index) => present[index] === true);
}

/** Undefined where the file cannot be read now. */
async function isPresent({ path, fingerprint }: IssuedFile): Promise<boolean | undefined> {
	try {
		const { bytes } = await readBounded(path);
		const blocks = await decodeInSlices(bytes);
		return blocks.some(
			({ facts }) => facts?.kind === 'certificate' && facts.sha256Fingerprint === fingerprint,
		);
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return error.code === 'notFound' ? false : undefined;
	}
}
