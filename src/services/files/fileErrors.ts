import { PkiError, type ErrorCode } from '../../core/common/errors.js';

const codes: Readonly<Record<string, readonly [ErrorCode, string]>> = {
	EACCES: ['forbidden', 'file'],
	EPERM: ['forbidden', 'file'],
	EROFS: ['forbidden', 'file'],
	ENOENT: ['notFound', 'file'],
	EEXIST: ['invalid', 'notFolder'],
	ENOTDIR: ['invalid', 'notFolder'],
	EISDIR: ['invalid', 'notFile'],
};

/** Runs a file operation; what the system answers becomes a `PkiError` with `args.file` and `args.system`. */
export async function onFile<T>(file: string, operation: () => Promise<T>): Promise<T> {
	try {
		return await operation();
	} catch (error) {
		throw fileError(error, file);
	}
}

function fileError(error: unknown, file: string): unknown {
	if (!(error instanceof Error) || error instanceof PkiError || !('code' in error)) return error;
	const system = String(error.code);
	const [code, reason] = codes[system] ?? (['unexpected', 'file'] as const);
	return new PkiError(code, { reason, args: { file, system }, cause: error });
}

/** True for an error of the system with one of these codes: `ENOENT`, … */
export function isSystemError(error: unknown, ...wanted: readonly string[]): boolean {
	return error instanceof Error && 'code' in error && wanted.includes(String(error.code));
}
