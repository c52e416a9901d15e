import { existsSync } from 'node:fs';
import { join } from 'node:path';

const name = process.platform === 'win32' ? 'rg.exe' : 'rg';

/** VS Code's own search program in its folder (`vscode.env.appRoot`); undefined where it has none. */
export function searchProgramIn(appRoot: string): string | undefined {
	const modules = ['node_modules', 'node_modules.asar.unpacked'];
	const folders = [
		'@vscode/ripgrep/bin',
		`@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}`,
	];
	return modules
		.flatMap((module) => folders.map((folder) => join(appRoot, module, folder, name)))
		.find((path) => existsSync(path));
}
