/** What stands there by now, in place of what a page shows. */
import { isPkiError } from '../core/common/errors.js';
import type { DetailTarget } from '../services/ports/details.js';
import { describeError } from '../ui/words/errors/errors.js';
import { nothingLeft, nothingThere, noticeOf } from './notices.js';
import { readSubject, standIn, type Subject } from './page/subject.js';

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
	// Such a page has no previous content to show.
	const isUnread = subject.unread !== undefined;
	const { title, uri, isBinary } = subject;
	try {
		const read = await readAnew();
		if (read === undefined) return undefined;
		const now = typeof read === 'string' || read instanceof Uint8Array ? { content: read } : read;
		const next = await readSubject({ ...subject, ...now }, subject.revocations);
		if (next.blocks.length > 0) return { next };
		return isUnread ? { next: standIn(next, nothingThere()) } : { notice: nothingLeft() };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return isUnread
			? { next: standIn({ title, uri, isBinary }, describeError(error).message) }
			: { notice: noticeOf(error, subject) };
	}
}
