/** The real `openssl`, as an oracle. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs it with secrets in the environment, which other users of the machine cannot see; answers what it printed. */
export async function openssl(
	parts: readonly string[],
	secrets: Readonly<Record<string, string>> = {},
): Promise<string> {
	const { stdout } = await run('openssl', parts, { env: { ...process.env, ...secrets } });
	return stdout;
}

/** What old files are encrypted with is in a provider that not every build has. */
export async function hasLegacyProvider(): Promise<boolean> {
	try {
		return (await openssl(['list', '-providers', '-provider', 'legacy'])).includes('legacy');
	} catch {
		return false;
	}
}
