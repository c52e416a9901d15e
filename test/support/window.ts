/** For tests that click: a VS Code with the extension over an empty folder, and a hand in it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Launched, type LaunchOptions } from '../../scripts/lib/vscode.mjs';
import { Hand } from './hand.js';

export interface TestWindow {
	/** The test's own, above the workspace. */
	readonly folder: string;
	readonly workspace: string;
	readonly vscode: Launched;
	readonly hand: Hand;
	close(): Promise<void>;
}

export interface TestWindowOptions extends Pick<
	LaunchOptions,
	'env' | 'inBrowser' | 'others' | 'size' | 'workspaceTrust'
> {
	/** What stands in the folder before it is opened. */
	readonly prepare?: (workspace: string) => unknown;
}

/** @param story What the pictures are called after. */
export async function openTestWindow(
	story: string,
	options: TestWindowOptions = {},
): Promise<TestWindow> {
	const { prepare, ...launching } = options;
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-ui-'));
	const workspace = join(folder, 'workspace');
	await mkdir(workspace);
	await prepare?.(workspace);
	const vscode = await launch({ workspace, extension: { dev: process.cwd() }, ...launching });
	vscode.page.setDefaultTimeout(20_000);
	return {
		...{ folder, workspace, vscode },
		hand: new Hand(vscode.page, story),
		close: async () => {
			await vscode.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Says what stood in the window after each test of the surrounding suite that failed, and takes a picture of it. */
export function pictureFailures(testWindow: () => Pick<TestWindow, 'hand'>): void {
	afterEach(async function () {
		if (this.currentTest?.state !== 'failed') return;
		const { hand } = testWindow();
		process.stdout.write(`${await hand.whatStands()}\n`);
		await hand.picture('failed');
	});
}
