/**
 * Looks through the workspace in a thread of its own. An entry of its own: nothing here may import `vscode`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { goOn, isSearched, type ReadJob, type SearchMessage, stop } from './job.js';
import { Named } from './named.js';
import { Reading } from './reading.js';

if (parentPort) {
	const job = workerData as ReadJob;
	const named = isSearched(job) ? new Named() : undefined;
	const reading = new Reading(job, parentPort, named);
	// It is told to stop as well when it has told everything.
	parentPort.on('message', (message: SearchMessage | typeof stop | typeof goOn) => {
		if (message === stop) process.exit();
		else if (message === goOn) reading.goOn();
		else named?.add(message);
	});
	await reading.run();
}
