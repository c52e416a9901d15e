import { yamlString } from '../../quote.js';
import { defineTarget, fileOf, pathOf, type Material } from '../../target.js';

/**
 * Secrets of Docker Compose, mounted below /run/secrets. Of a file they keep the mode that it has on the host: `mode` has no
 * effect there.
 */
export const dockerCompose = defineTarget({
	id: 'docker-compose',
	label: 'Docker Compose secrets',
	family: 'Docker',
	languageId: 'yaml',
	sides: ['client', 'server'],
	unsupported: ['inline', 'serverName', 'minVersion'],
	passphrase: { client: 'elsewhere', server: 'elsewhere' },
	exampleUrl: 'https://localhost:8443',
	render: ({ side, certificate, key, ca }) => {
		const all: readonly [string, string, Material | undefined][] = [
			[`${side}_certificate`, `${side}.crt`, certificate],
			[`${side}_key`, `${side}.key`, key],
			[`${side}_ca`, 'ca.crt', ca],
		];
		const given = all.flatMap(([name, file, material]) =>
			material ? [{ name, file, material }] : [],
		);
		return fileOf(
			'# The program sets the minimum TLS version, which is 1.2 at least.',
			'services:',
			'  app:',
			'    image: example/app',
			'    secrets:',
			...given.flatMap(({ name, file }) => [`      - source: ${name}`, `        target: ${file}`]),
			'secrets:',
			...given.flatMap(({ name, material }) => [
				`  ${name}:`,
				`    file: ${yamlString(pathOf(material).replaceAll('$', '$$$$'))}`,
			]),
		);
	},
});
