/**
 * Looks through the workspace in a thread of its own. An entry of its own: nothing here may import `vscode`. The search
 * program begins before the code that reads what it finds is loaded.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { goOn, type ReadJob, type SearchedFolder, stop } from './job.js';
import { Search } from './searchProgram.js';

const job = workerData as ReadJob;

function searchIn(folder: SearchedFolder): Search | undefined {
	const { program, useIgnoreFiles, isTrusted } = job;
	return program === undefined
		? undefined
		: new Search(program, folder, useIgnoreFiles && isTrusted);
}

async function read(port: NonNullable<typeof parentPort>): Promise<void> {
	const [first] = job.paths ? [] : job.folders;
	const begun = first && searchIn(first);
	const loading = import('./reading.js');
	let hear = (message: unknown) => {
		if (message === stop) process.exit();
	};
	// It is told to stop as well when it has told everything.
	port.on('message', (message: unknown) => hear(message));
	const { Reading } = await loading;
	const reading = new Reading(job, port, (folder) => (folder === first ? begun : searchIn(folder)));
	hear = (message) => {
		if (message === stop) process.exit();
		if (message === goOn) reading.goOn();
	};
	await reading.run();
}

if (parentPort) await read(parentPort);
