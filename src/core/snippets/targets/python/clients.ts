import { addressOf, baseUrl } from '../../address.js';
import {
	otherName,
	pythonScript,
	pythonString,
	requestsArguments,
	sslContext,
} from '../../pythonScript.js';
import { defineTarget, pathOf, when, type SnippetInput } from '../../target.js';

const shared = {
	family: 'Python',
	languageId: 'python',
	sides: ['client'],
	exampleUrl: 'https://localhost:8443',
} as const;

/** The standard library's `ssl` (https://docs.python.org/3/library/ssl.html): certificate and key by path only. */
export const pythonSsl = defineTarget({
	...shared,
	id: 'python-ssl',
	label: 'Python ssl',
	unsupported: ['inline'],
	render: (input) => {
		const { host, port, path } = addressOf(input.url);
		const name = input.serverName ?? host;
		const request = `GET ${path} HTTP/1.1\r\nHost: ${new URL(input.url).host}\r\nConnection: close\r\n\r\n`;
		return pythonScript(
			input,
			'Mutual TLS with ssl',
			['socket', 'ssl'],
			[
				...sslContext(input),
				'',
				`with socket.create_connection((${pythonString(host)}, ${port})) as plain:`,
				`    with context.wrap_socket(plain, server_hostname=${pythonString(name)}) as connection:`,
				'        # A server may still refuse the client certificate after this: only its answer tells.',
				`        connection.sendall(${pythonString(request)}.encode())`,
				'        answer = b"".join(iter(lambda: connection.recv(4096), b""))',
				'',
				'if not answer:',
				'    raise SystemExit("Closed without an answer: the server may have refused the certificate.")',
				'print(answer.decode())',
			],
		);
	},
});

/** requests: files, no encrypted key, and no name but the URL's. */
export const pythonRequests = defineTarget({
	...shared,
	id: 'python-requests',
	label: 'Python requests',
	unsupported: ['inline', 'passphrase', 'serverName', 'minVersion'],
	render: (input) =>
		pythonScript(
			input,
			'Mutual TLS with requests',
			['requests'],
			[
				'# The minimum TLS version (1.2) is built in.',
				'response = requests.get(',
				...[pythonString(input.url), ...requestsArguments(input)].map((line) => `    ${line},`),
				')',
				'print(response.status_code, response.text)',
			],
		),
});

/** httpx takes the context itself; paths in `verify` and `cert` are deprecated since 0.28. */
export const pythonHttpx = defineTarget({
	...shared,
	id: 'python-httpx',
	label: 'Python httpx',
	unsupported: ['inline'],
	render: (input) =>
		pythonScript(
			input,
			'Mutual TLS with httpx',
			['httpx', 'ssl'],
			[
				...sslContext(input),
				'',
				'with httpx.Client(verify=context) as client:',
				`    response = client.get(${[
					pythonString(input.url),
					...when(otherName(input), (name) => `extensions={"sni_hostname": ${pythonString(name)}}`),
				].join(', ')})`,
				'    print(response.status_code, response.text)',
			],
		),
});

/** hvac, the client for Vault and OpenBao, over requests. */
export const pythonHvac = defineTarget({
	...shared,
	id: 'python-hvac',
	label: 'Python hvac',
	exampleUrl: 'https://localhost:8200',
	unsupported: ['inline', 'passphrase', 'serverName', 'minVersion'],
	render: (input) =>
		pythonScript(
			input,
			'Vault or OpenBao over mutual TLS',
			['hvac'],
			[
				'# The token is read from VAULT_TOKEN. The minimum TLS version (1.2) is built in.',
				'client = hvac.Client(',
				...[`url=${pythonString(baseUrl(input.url))}`, ...requestsArguments(input)].map(
					(line) => `    ${line},`,
				),
				')',
				'print(client.sys.read_health_status(method="GET"))',
			],
		),
});

/** urllib3: every TLS option by name. */
export const pythonUrllib3 = defineTarget({
	...shared,
	id: 'python-urllib3',
	label: 'Python urllib3',
	unsupported: ['inline'],
	render: (input) => {
		const { certificate, key, ca, keyEncrypted, passphraseVariable, minVersion } = input;
		const name = otherName(input);
		const options = [
			`cert_file=${pythonString(pathOf(certificate))}`,
			...when(key, (file) => `key_file=${pythonString(pathOf(file))}`),
			...(keyEncrypted ? [`key_password=os.environ[${pythonString(passphraseVariable)}]`] : []),
			...when(ca, (file) => `ca_certs=${pythonString(pathOf(file))}`),
			...when(name, (other) => `server_hostname=${pythonString(other)}`),
			...when(name, (other) => `assert_hostname=${pythonString(other)}`),
			`ssl_minimum_version=ssl.TLSVersion.${minVersion === 'TLSv1.3' ? 'TLSv1_3' : 'TLSv1_2'}`,
		];
		return pythonScript(
			input,
			'Mutual TLS with urllib3',
			['ssl', 'urllib3'],
			[
				'pool = urllib3.PoolManager(',
				...options.map((line) => `    ${line},`),
				')',
				`response = pool.request("GET", ${pythonString(input.url)}, retries=False)`,
				'print(response.status, response.data.decode())',
			],
		);
	},
});

/** aiohttp takes the context, and the name with each request. */
export const pythonAiohttp = defineTarget({
	...shared,
	id: 'python-aiohttp',
	label: 'Python aiohttp',
	unsupported: ['inline'],
	render: (input: SnippetInput) =>
		pythonScript(
			input,
			'Mutual TLS with aiohttp',
			['aiohttp', 'asyncio', 'ssl'],
			[
				...sslContext(input),
				'',
				'',
				'async def main():',
				'    async with aiohttp.ClientSession() as session:',
				`        async with session.get(${[
					pythonString(input.url),
					'ssl=context',
					...when(otherName(input), (name) => `server_hostname=${pythonString(name)}`),
				].join(', ')}) as response:`,
				'            print(response.status, await response.text())',
				'',
				'',
				'asyncio.run(main())',
			],
		),
});
