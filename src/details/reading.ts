/** What stands there by now, in place of what a page shows. */
import { isPkiError } from '../core/common/errors.js';
import type { DetailTarget } from '../services/ports/details.js';
import { nothingLeft, noticeOf } from './notices.js';
import { readSubject, type Subject } from './page/subject.js';

type Content = DetailTarget['content'];

/** Undefined where nothing can tell; rejects with a `PkiError` where it cannot be read. */
export type ReadContent = () => Promise<
	Content | Pick<DetailTarget, 'content' | 'isActive'> | undefined
>;

/** Another subject, or why what is shown may not be what stands there. */
export type Reread =
	| { readonly next: Subject; readonly notice?: undefined }
	| { readonly next?: undefined; readonly notice: string };

/** Undefined where nothing can tell. */
export async function readNext(
	subject: Subject,
	readAnew: ReadContent,
): Promise<Reread | undefined> {
	try {
		const read = await readAnew();
		if (read === undefined) return undefined;
		const now = typeof read === 'string' || read instanceof Uint8Array ? { content: read } : read;
		const next = await readSubject({ ...subject, ...now }, subject.revocations);
		return next.blocks.length === 0 ? { notice: nothingLeft() } : { next };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return { notice: noticeOf(error, subject) };
	}
}
