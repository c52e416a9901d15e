/** Certificate files that were written in this session, the newest first. */
export interface RecentFiles {
	add(file: string): void;
	list(): readonly string[];
}

const most = 20;

export function createRecentFiles(): RecentFiles {
	let files: readonly string[] = [];
	return {
		add(file) {
			files = [file, ...files.filter((known) => known !== file)].slice(0, most);
		},
		list: () => files,
	};
}
