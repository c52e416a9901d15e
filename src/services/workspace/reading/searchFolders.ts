/** Asks the search program about the folders of a job, for the thread that reads what it names. */
import type { SearchedJob, SearchMessage } from './job.js';
import { Search, SearchFailed } from './searchProgram.js';

/** Begins with the first folder at once; the others follow one by one, until `signal` is aborted. */
export async function searchFolders(
	{ program, folders, useIgnoreFiles, isTrusted }: SearchedJob,
	tell: (message: SearchMessage) => void,
	signal: AbortSignal,
): Promise<void> {
	for (const folder of folders) {
		const search = new Search(program, folder, useIgnoreFiles && isTrusted);
		const end = () => search.end();
		signal.addEventListener('abort', end, { once: true });
		let isFailed = false;
		try {
			for await (const named of search.paths()) tell({ named });
		} catch (error) {
			if (!(error instanceof SearchFailed)) throw error;
			isFailed = true;
		} finally {
			signal.removeEventListener('abort', end);
			end();
		}
		if (signal.aborted) return;
		tell({ isFailed });
	}
}
