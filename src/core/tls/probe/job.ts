/** The probe as a job of the TLS thread. */
import type { JobControls } from '../job.js';
import type { ProbeInput, ProbeReport, ProbeStep } from './model.js';
import { probe } from './probe.js';

export function run(input: ProbeInput, controls: JobControls<ProbeStep>): Promise<ProbeReport> {
	return probe(input, controls);
}
