/** The manifest and the code tell the same story. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commands } from '../../src/commands/index.js';
import {
	administrationMethods,
	optionalMethods,
} from '../../src/core/backends/contract/backend.js';
import { binaryGlobs } from '../../src/core/workspace/candidates.js';
import { holds, type MenuItem } from '../support/menus.js';
import { sourceFiles } from '../support/sourceFiles.js';

interface Manifest {
	readonly contributes: {
		readonly commands: readonly {
			readonly command: string;
			readonly icon?: string;
			readonly enablement?: string;
		}[];
		readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
		readonly customEditors: readonly {
			readonly selector: readonly { readonly filenamePattern: string }[];
		}[];
		readonly walkthroughs: readonly {
			readonly id: string;
			readonly steps: readonly {
				readonly id: string;
				readonly description: string;
				readonly media: { readonly markdown: string };
				readonly completionEvents: readonly string[];
			}[];
		}[];
		readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
	};
	readonly [key: string]: unknown;
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const declared = manifest.contributes.commands.map((entry) => entry.command);
const source = sourceFiles('src', '.ts')
	.map((file) => readFileSync(file, 'utf8'))
	.join('\n');

const abilityNames = [...optionalMethods, ...administrationMethods];

describe('manifest', () => {
	it('declares exactly the commands of the table', () => {
		assert.deepEqual([...declared].sort(), Object.keys(commands).sort());
	});

	it('offers the details for every name that a file without text may have', () => {
		const patterns = manifest.contributes.customEditors
			.flatMap(({ selector }) => selector)
			.flatMap(({ filenamePattern }) => {
				const [, head = '', list = ''] = /^(.*)\{(.*)\}$/.exec(filenamePattern) ?? [];
				return list.split(',').map((ending) => `${head}${ending}`);
			});
		const menus = ['editor/title', 'explorer/context'].map(
			(menu) =>
				manifest.contributes.menus[menu]?.find(({ command }) => command === 'pki.decode')?.when ??
				'',
		);
		for (const glob of binaryGlobs) {
			assert.ok(patterns.includes(glob), glob);
			const name = glob.replace('*', '');
			for (const when of menus) {
				const names = [...when.matchAll(/=~ \/(.*?)\/i/g)].map(
					([, text = '']) => new RegExp(text, 'i'),
				);
				assert.ok(
					names.some((pattern) => pattern.test(name.toUpperCase())),
					`${glob}: ${when}`,
				);
			}
		}
	});

	it('names only declared commands in menus and command links', () => {
		const inMenus = Object.values(manifest.contributes.menus)
			.flat()
			.flatMap((item) => item.command ?? []);
		const inLinks = [...JSON.stringify(texts).matchAll(/command:(pki\.\w+)/g)].map(
			([, id = '']) => id,
		);
		const unknown = [...inMenus, ...inLinks].filter((id) => !declared.includes(id));
		assert.deepEqual(unknown, []);
	});

	it('hides a command from the palette of a trusted workspace only where it has no target', () => {
		const code = readFileSync('src/status/contextKeys.ts', 'utf8');
		const [, union = ''] = /type ContextKey =([^;]+);/.exec(code) ?? [];
		const keys = [...union.matchAll(/'(pki\.\w+)'/g)].map(([, key = '']) => key);
		const whens = manifest.contributes.menus['commandPalette'] ?? [];
		// For programs, and for rows and diffs alone.
		const neverOffered = whens.filter(({ when }) => when === 'false');
		assert.deepEqual(
			neverOffered.map(({ command }) => command),
			[
				'pki.decodeVariable',
				'pki.compare',
				'pki.acceptConfigChange',
				'pki.discardConfigChange',
				'pki.revealInExplorer',
			],
		);
		const allowed = [
			'false',
			'isWorkspaceTrusted',
			// What only reads is offered in Restricted Mode too.
			...keys.map((key) =>
				key === 'pki.noSelected' ? `!${key}` : `isWorkspaceTrusted && !${key}`,
			),
		];
		assert.deepEqual([...new Set(whens.map(({ when }) => when))].sort(), allowed.sort());
		const hidden = (key: string) =>
			whens
				.filter(({ when }) => when?.endsWith(`!${key}`))
				.map(({ command = '' }) => command.slice(4));
		assert.deepEqual(hidden('pki.noPins'), ['unpin']);
		assert.deepEqual(hidden('pki.noOffered'), ['connectEnvironment']);
		assert.deepEqual(hidden('pki.noSaved').sort(), ['editConnection', 'removeConnection']);
		const administering = [
			...['loadMore', 'setDefaultIssuer', 'rotateCrl', 'createRole', 'generateRoot', 'pin'],
			...['enableMount', 'importBundle', 'setUrls', 'signIn'],
		];
		const forServers = hidden('pki.noServer');
		assert.deepEqual(
			administering.filter((command) => !forServers.includes(command)),
			[],
		);
	});

	it('lets the rows of the workspace be looked at, compared and copied in Restricted Mode', () => {
		const enabled = new Map(
			manifest.contributes.commands.map(({ command, enablement = '' }) => [command, enablement]),
		);
		const offered = (manifest.contributes.menus['view/item/context'] ?? [])
			.filter(({ when }) => when?.startsWith('view == pki.workspaceCertificates') === true)
			.flatMap(({ command }) => command ?? []);
		const locked = offered.filter((command) => enabled.get(command) === 'isWorkspaceTrusted');
		// They write files, or shake hands.
		assert.deepEqual([...new Set(locked)].sort(), [
			...['pki.convert', 'pki.preflight', 'pki.renewCertificate', 'pki.rotate'],
		]);
		assert.ok(['pki.showDetails', 'pki.copyPem', 'pki.copyAs'].every((id) => offered.includes(id)));
	});

	it('names the subject of its commands in the menus of others', () => {
		const menus = ['editor/title', 'editor/context', 'explorer/context'];
		const ids = menus.flatMap((menu) =>
			(manifest.contributes.menus[menu] ?? []).flatMap(({ command }) => command ?? []),
		);
		assert.ok(ids.length >= 5);
		const titles = [...new Set(ids)].map((id) => texts[`command.${id}.title`] ?? '');
		assert.deepEqual(
			titles.filter((title) => !/Certificate|Client Config|TLS/.test(title)),
			[],
		);
	});

	it('gives every inline and title entry an icon', () => {
		const withIcon = new Set(
			manifest.contributes.commands.filter((entry) => entry.icon).map((entry) => entry.command),
		);
		const entries = Object.entries(manifest.contributes.menus)
			.flatMap(([menu, items]) => items.map((item) => ({ menu, ...item })))
			.filter(
				(item) =>
					item.group?.startsWith('inline') === true ||
					(item.menu === 'view/title' && item.group?.startsWith('navigation') === true),
			);
		assert.ok(entries.length > 0);
		assert.deepEqual(
			entries.filter((item) => item.command !== undefined && !withIcon.has(item.command)),
			[],
		);
	});

	it('ends every step of a walkthrough by a command that the step itself offers', () => {
		const { walkthroughs } = manifest.contributes;
		const steps = walkthroughs.flatMap(({ id, steps: all }) =>
			all.map((step) => ({ ...step, id: `${id}/${step.id}` })),
		);
		assert.ok(walkthroughs.length >= 5 && steps.length > 25);
		const links = ({ description }: { readonly description: string }) =>
			texts[description.replaceAll('%', '')] ?? '';
		for (const step of steps) {
			assert.ok(existsSync(step.media.markdown), step.media.markdown);
			if (step.id === 'getStarted/guides') continue;
			const ending = step.completionEvents.map((event) => {
				const [, command = ''] = /^onContext:(pki\.\w+)\.done$/.exec(event) ?? [];
				assert.ok(declared.includes(command), `${step.id}: ${event}`);
				return command;
			});
			const offered = ending.filter((command) => links(step).includes(`(command:${command})`));
			assert.notDeepEqual(offered, [], step.id);
		}
		const guides = steps.find(({ id }) => id === 'getStarted/guides');
		assert.ok(guides);
		const named = [...links(guides).matchAll(/openWalkthrough\?%22(\w+)%22/g)].map(([, id]) => id);
		assert.deepEqual(
			named,
			walkthroughs.map(({ id }) => id).filter((id) => id !== 'getStarted'),
		);
	});

	it('offers to sign a request where its file is', () => {
		const [item] = (manifest.contributes.menus['explorer/context'] ?? []).filter(
			({ command }) => command === 'pki.signRequest',
		);
		const [, ending = ''] = /resourceExtname =~ \/(.+)\/i/.exec(item?.when ?? '') ?? [];
		const fits = (extension: string) => new RegExp(ending, 'i').test(extension);
		assert.deepEqual(['.csr', '.req', '.P10', '.crt', '.pem'].map(fits), [
			...[true, true, true, false, false],
		]);
	});

	it('puts at most two buttons on a row', () => {
		const inline = (manifest.contributes.menus['view/item/context'] ?? []).filter(({ group }) =>
			group?.startsWith('inline'),
		);
		const able = abilityNames.map((name) => `can:${name}`).join(' ');
		const rows = [
			'connection connected testCertificates ownRoot',
			'connection connected saved signIn',
			'error offered unauthorized',
			...[
				'roles',
				'role',
				'certificates more',
				'certificates filtered more',
				'certificate revocable',
				'authority default',
			],
			...['crl', 'mount pinned', 'connected error saved unauthorized'],
		].map((tags) => ` ${able} ${tags} `);
		for (const row of rows) {
			const buttons = inline.filter(({ when = '' }) => holds(when, row));
			assert.ok(buttons.length <= 2, `${row}: ${buttons.map((item) => item.command).join()}`);
		}
		assert.ok(inline.some(({ when = '' }) => holds(when, ' roles can:writeRole ')));
	});

	it('knows in its menus what a backend can do, and never which one it is', () => {
		const items = manifest.contributes.menus['view/item/context'] ?? [];
		const whens = items.map(({ when = '' }) => when).join('\n');
		const known = new Set<string>(abilityNames);
		const used = [...whens.matchAll(/can:(\(?[\w|]+)/g)].flatMap(([, names = '']) =>
			names.replace('(', '').split('|'),
		);
		assert.ok(used.length > 10);
		assert.deepEqual(
			used.filter((name) => !known.has(name)),
			[],
		);
		assert.doesNotMatch(whens, /builtIn|localCa|vault|local /);
	});

	it('offers for several rows only what does them all', () => {
		const offered = (manifest.contributes.menus['view/item/context'] ?? []).filter(
			({ group = '', when = '' }) =>
				!group.startsWith('inline') && !when.includes(' && !listMultiSelection'),
		);
		assert.deepEqual([...new Set(offered.map(({ command }) => command))].sort(), [
			'pki.compareCertificates',
			'pki.copyAs',
			'pki.copyPem',
			'pki.copySerialNumber',
			'pki.deleteRole',
			'pki.refresh',
			'pki.revokeCertificate',
			'pki.saveCertificate',
			'pki.showDetails',
			'pki.showDetailsAsText',
			'pki.showLog',
		]);
	});

	it('uses every text of package.nls.json, and has every text it uses', () => {
		const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
		assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
	});

	it('writes quotation marks and apostrophes in one way', () => {
		const inCode = [...source.matchAll(/l10n\.t\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)];
		assert.ok(inCode.length > 500);
		const all = [...Object.values(texts), ...inCode.map(([, , text = '']) => text)];
		assert.deepEqual(
			all.filter((text) => /["'‘]/.test(text)),
			[],
		);
	});

	it('declares the settings that the code reads', () => {
		for (const id of Object.keys(manifest.contributes.configuration.properties)) {
			const [, ...rest] = id.split('.');
			assert.ok(source.includes(rest.at(-1) ?? id), `${id} is read nowhere`);
		}
	});

	it('puts no secret into a setting', () => {
		const names = Object.keys(manifest.contributes.configuration.properties);
		assert.deepEqual(
			names.filter((name) => /token|secret|password|passphrase/i.test(name)),
			[],
		);
	});
});
