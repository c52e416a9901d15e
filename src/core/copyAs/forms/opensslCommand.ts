import type { DecodedFacts } from '../../x509/model.js';
import { quoteFor } from '../../common/shellQuote.js';
import { type CopyInput, defineForm } from '../form.js';

/** The command that shows the same: of a file, or of the PEM that is given to it. */
export const opensslCommand = defineForm({
	id: 'opensslCommand',
	kinds: ['certificate', 'request', 'crl', 'publicKey', 'privateKey'],
	render: (input) => {
		const { facts, file, pem = '', platform } = input;
		const command = `openssl ${commands[facts.kind] ?? 'x509'}`;
		if (file) {
			const form = file.isDer ? ' -inform DER' : '';
			return `${command}${form} -in ${quoteFor(platform, file.path)}`;
		}
		return hasPem(input) ? withInput(command, pem, platform) : command;
	},
});

/** Of a private key the public half, as it is no business of a screen. */
const commands: Readonly<Partial<Record<DecodedFacts['kind'], string>>> = {
	certificate: 'x509 -noout -text',
	request: 'req -noout -text',
	crl: 'crl -noout -text',
	publicKey: 'pkey -pubin -noout -text',
	privateKey: 'pkey -noout -text_pub',
};

function hasPem({ pem }: CopyInput): boolean {
	return pem !== undefined && pem !== '';
}

/** A here document of a POSIX shell, a here string of PowerShell. */
function withInput(command: string, pem: string, platform: NodeJS.Platform): string {
	return platform === 'win32'
		? `@'\n${pem.trimEnd()}\n'@ | ${command}\n`
		: `${command} <<'END'\n${pem.trimEnd()}\nEND\n`;
}
