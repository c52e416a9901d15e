/** What an `echoServer` in `tasks.json` asks for: the options of `pki.startEchoServer`, with paths as they are written there. */

export interface EchoTask {
	readonly certificate: string;
	readonly key?: string;
	readonly ca?: string;
	/** The rest, as the command takes it. */
	readonly options: Readonly<Record<string, unknown>>;
}

/** What is wrong with a definition, with the value that is. */
export interface EchoFault {
	readonly fault: string;
	readonly value: string;
}

const passedOn = ['host', 'minVersion', 'maxVersion', 'requireClientCertificate'] as const;

/** A number may be a string, as what `${input:port}` puts in is. What the command checks is left to it. */
export function parseEchoDefinition(
	definition: Readonly<Record<string, unknown>>,
): EchoTask | EchoFault {
	const { certificate, key, ca, port } = definition;
	if (!isPath(certificate)) return faulty('certificate', certificate);
	if (key !== undefined && !isPath(key)) return faulty('key', key);
	if (ca !== undefined && !isPath(ca)) return faulty('ca', ca);
	const number = typeof port === 'string' && port.trim() !== '' ? Number(port) : port;
	if (number !== undefined && (typeof number !== 'number' || Number.isNaN(number))) {
		return faulty('port', port);
	}
	return {
		certificate,
		...(key !== undefined && { key }),
		...(ca !== undefined && { ca }),
		options: {
			...Object.fromEntries(passedOn.map((name) => [name, definition[name]])),
			...(number !== undefined && { port: number }),
		},
	};
}

function isPath(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function faulty(fault: string, value: unknown): EchoFault {
	return { fault, value: typeof value === 'string' ? value : JSON.stringify(value ?? null) };
}
