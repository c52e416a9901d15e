/** A command for a POSIX shell, an option a line. */
export function command(program: string, options: readonly string[]): string {
	return `${[program, ...options].join(' \\\n  ')}\n`;
}
