import type { RecentFiles } from './services.js';

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
