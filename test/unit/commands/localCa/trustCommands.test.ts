import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	browserCommands,
	commandsOf,
	downloadedName,
	trustCommands,
} from '../../../../src/commands/localCa/trustCommands.js';

const hostile = `/home/o'neil/$(touch x)\`y\`; rm "a" \\b/root.crt`;
const root = { path: hostile, name: "Root 'n' $(x)", serialNumber: '4a01' };

describe('commands that make a system trust a root', () => {
	it('hand the file to the program as one argument, whatever its name', () => {
		const add = trustCommands(root).find(({ label }) => label === 'macOS')?.command ?? '';
		const script = `security() { eval "last=\\\${$#}"; printf %s "$last"; }\n${add}`;
		assert.equal(execFileSync('sh', ['-c', script], { encoding: 'utf8' }), hostile);
	});

	it('run what they say and nothing else: tried with programs that only write down their arguments', () => {
		const names = ['sudo', 'su', 'security', 'certutil', 'trust'];
		const fakes = names.map(
			(name) => `${name}() { printf '%s' ${name}; printf '|%s' "$@"; echo; }`,
		);
		for (const item of trustCommands(root).filter(({ platform }) => platform !== 'win32')) {
			for (const line of [item.command, item.undo]) {
				const script = [...fakes, line, 'printf "%s" "${NODE_EXTRA_CA_CERTS-}"'].join('\n');
				const said = execFileSync('sh', ['-c', script], {
					encoding: 'utf8',
					env: { ...process.env, HOME: '/nowhere', NODE_EXTRA_CA_CERTS: '' },
				});
				if (line === item.command && item.label !== 'Alpine')
					assert.ok(said.includes(hostile), `${line}\n${said}`);
				assert.ok(!said.includes('touch:'), said);
			}
		}
	});

	it('leave nothing in a path for the terminal to act on', () => {
		const path = '/tmp/\u001b[201~echo owned\u0007\n.crt';
		for (const { command, undo, platform } of trustCommands({ ...root, path, name: path })) {
			if (platform === 'win32') continue;
			assert.doesNotMatch(`${command}${undo}`, /\p{Cc}/u);
		}
	});

	it('find the file among the downloads on the machine with the browser', () => {
		const all = browserCommands({ name: root.name, serialNumber: root.serialNumber });
		for (const label of ['Debian, Ubuntu', 'macOS', 'Windows', 'Firefox (NSS)']) {
			assert.ok(
				all.some((item) => item.label === label),
				label,
			);
		}
		const fakes = ['sudo', 'security', 'certutil'].map(
			(name) => `${name}() { printf '|%s' "$@"; echo; }`,
		);
		for (const { command, platform, label } of all) {
			if (platform === 'win32') {
				assert.ok(command.endsWith(`"$HOME\\Downloads\\${downloadedName}"`), command);
				continue;
			}
			const env = { ...process.env, HOME: '/home/a b' };
			const said = execFileSync('sh', ['-c', [...fakes, command].join('\n')], {
				...{ encoding: 'utf8', env },
			});
			assert.ok(said.includes(`|/home/a b/Downloads/${downloadedName}`), `${label}\n${said}`);
		}
	});

	it('are typed and not confirmed where they ask for a password', () => {
		for (const { command, isPrivileged = false } of trustCommands(root)) {
			assert.equal(isPrivileged, /^(sudo|su) /.test(command), command);
		}
	});

	it('can all be taken back', () => {
		for (const { command, undo, label } of trustCommands(root)) {
			assert.ok(undo !== '' && undo !== command, label);
		}
	});

	it('are those of the system, its own distribution first', () => {
		const all = trustCommands(root);
		const labels = (platform: NodeJS.Platform, osRelease?: string) =>
			commandsOf(platform, all, osRelease).map(({ label }) => label);
		assert.deepEqual(labels('darwin'), ['macOS', 'Node.js']);
		assert.deepEqual(labels('win32'), ['Windows', 'Node.js']);
		assert.equal(labels('linux')[0], 'Debian, Ubuntu');
		assert.equal(labels('linux', 'NAME=x\nID=alpine\n')[0], 'Alpine');
		assert.equal(
			labels('linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n')[0],
			'Fedora, Red Hat',
		);
		assert.equal(labels('linux', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n')[0], 'Debian, Ubuntu');
		assert.ok(labels('linux').includes('Firefox (NSS)'));
	});
});
