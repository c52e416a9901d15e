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
		const isWhole = await searchFolder(
			() => Search.begin(program, folder, useIgnoreFiles && isTrusted),
			(named) => tell({ named }),
			signal,
		);
		if (signal.aborted) return;
		tell({ isFailed: !isWhole });
	}
}

/** Answers whether all was told. */
async function searchFolder(
	begin: () => Promise<Search>,
	tell: (named: readonly string[]) => void,
	signal: AbortSignal,
): Promise<boolean> {
	let search: Search | undefined;
	const end = () => search?.end();
	signal.addEventListener('abort', end, { once: true });
	try {
		search = await begin();
		if (signal.aborted) return false;
		for await (const named of search.paths()) tell(named);
		return true;
	} catch (error) {
		if (error instanceof SearchFailed) return false;
		throw error;
	} finally {
		signal.removeEventListener('abort', end);
		end();
	}
}
