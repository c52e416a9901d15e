/** What stands there by now, in place of what a page shows. */
import { isPkiError } from '../core/common/errors.js';
import { nothingLeft, noticeOf } from './notices.js';
import { readSubject, type Subject } from './page/subject.js';

/** Undefined where nothing can tell; rejects with a `PkiError` where it cannot be read. */
export type ReadContent = () => Promise<string | Uint8Array | undefined>;

/** Another subject, or why what is shown may not be what stands there. */
export type Reread =
	| { readonly next: Subject; readonly notice?: undefined }
	| { readonly next?: undefined; readonly notice: string };

/** Undefined where nothing can tell. */
export async function readNext(subject: Subject, read: ReadContent): Promise<Reread | undefined> {
	try {
		const content = await read();
		if (content === undefined) return undefined;
		const next = await readSubject({ ...subject, content }, subject.revocations);
		return next.blocks.length === 0 ? { notice: nothingLeft() } : { next };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return { notice: noticeOf(error, subject) };
	}
}
