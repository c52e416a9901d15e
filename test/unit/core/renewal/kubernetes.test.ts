/** The generated manifest, read by a YAML parser: what is named in one place is there in the other. */
import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { objectName } from '../../../../src/core/renewal/kubernetes.js';
import { renewBeforeHours, restartSchedule } from '../../../../src/core/renewal/moments.js';
import { manifestObjects, manifestText } from '../../../support/renewalManifest.js';

describe('The Kubernetes manifest', () => {
	it('is read without errors and warnings, by old and new rules of YAML', () => {
		for (const version of ['1.1', '1.2'] as const) {
			const documents = parseAllDocuments(manifestText(), { version });
			assert.ok(Array.isArray(documents));
			for (const document of documents) {
				assert.deepEqual([...document.errors, ...document.warnings], []);
			}
		}
		assert.deepEqual(
			manifestObjects().map(({ kind }) => kind),
			['ConfigMap', 'Deployment', 'ServiceAccount', 'Role', 'RoleBinding', 'CronJob'],
		);
	});

	it('mounts what it defines, and nothing else', () => {
		const [map, deployment] = manifestObjects();
		const { spec } = deployment?.spec.template ?? assert.fail();
		const volumes = new Map(spec.volumes.map((volume) => [volume.name, volume]));
		assert.equal(volumes.get('program')?.configMap?.name, map?.metadata.name);
		const containers = [...(spec.initContainers ?? []), ...spec.containers];
		const mounted = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
		assert.deepEqual(new Set(mounted.map(({ name }) => name)), new Set(volumes.keys()));
		const [init, app] = containers;
		const folder = (container: typeof init, volume: string) =>
			container?.volumeMounts?.find(({ name }) => name === volume)?.mountPath;
		assert.deepEqual(init?.command, ['node', `${folder(init, 'program')}/renew.mjs`, '--once']);
		assert.equal(folder(init, 'certificates'), folder(app, 'certificates'));
		assert.equal(app?.image, 'registry.test/web:1');
		assert.ok(app.volumeMounts?.every(({ readOnly }) => readOnly === true));
		assert.equal(folder(app, 'pki'), undefined, 'the program never sees the token');
	});

	it('reads token and CA from the Secret that its first lines tell how to make', () => {
		const text = manifestText();
		const [map, deployment] = manifestObjects();
		const name = deployment?.spec.template?.spec.volumes.find((volume) => volume.secret)?.secret;
		const line = text.split('\n').find((each) => each.includes('create secret')) ?? '';
		assert.ok(line.includes(`generic ${name?.secretName ?? '?'} --from-file=token=`), line);
		assert.ok(line.includes(`'--from-file=ca.crt=/home/me/my ca.pem'`), line);
		const program = map?.data?.['renew.mjs'] ?? '';
		assert.ok(program.includes('"caFile": "/run/pki/ca.crt"'));
		assert.ok(!program.includes('/home/me'));
		const env = deployment?.spec.template?.spec.initContainers?.[0]?.env;
		assert.ok(
			env?.some(
				({ name: variable, value }) => variable === 'TOKEN_FILE' && value === '/run/pki/token',
			),
		);
	});

	it('reads the client secret instead, if the program gets tokens itself', () => {
		const clientCredentials = {
			url: 'https://login.test/oauth/token',
			clientId: 'web',
			scope: 's',
		};
		const text = manifestText(undefined, { clientCredentials });
		assert.ok(text.includes('--from-file=client-secret=client-secret.txt'));
		assert.match(text, /name: CLIENT_SECRET_FILE\s+value: \/run\/pki\/client-secret$/m);
		assert.doesNotMatch(text, /name: TOKEN_FILE|from-file=token/);
		assert.ok(text.includes('"clientId": "web"'));
	});

	it('lets the job restart its own deployment and do nothing else', () => {
		const [, deployment, account, role, binding, job] = manifestObjects();
		assert.deepEqual(role?.rules, [
			{
				...{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] },
				resourceNames: [deployment?.metadata.name],
			},
		]);
		assert.equal(binding?.roleRef?.name, role.metadata.name);
		assert.equal(binding.subjects?.[0]?.name, account?.metadata.name);
		const pod = job?.spec.jobTemplate?.spec.template.spec;
		assert.equal(pod?.serviceAccountName, account?.metadata.name);
		assert.equal(
			pod?.containers[0]?.command?.at(-1),
			`deployment/${deployment?.metadata.name ?? ''}`,
		);
	});

	it('has names that Kubernetes takes', () => {
		for (const name of ['web.api.test', '*.example.com', '10.0.0.7', 'Ünï', '-', 'a'.repeat(300)]) {
			assert.match(objectName(name), /^[a-z]([-a-z0-9]{0,39}[a-z0-9])?$/);
		}
		assert.equal(objectName('web.api.test'), 'web-api-test');
	});
});

describe('The moments of renewals', () => {
	const hour = 3600;
	const day = 24 * hour;

	it('leave two days, and of a short life the last third', () => {
		assert.equal(renewBeforeHours(undefined), 48);
		assert.equal(renewBeforeHours(7 * day), 48);
		assert.equal(renewBeforeHours(3 * day), 24);
		assert.equal(renewBeforeHours(hour), 0.3);
	});

	it('come before the certificate is due, however long it lives', () => {
		assert.equal(restartSchedule(undefined), '17 3 * * *');
		for (const ttl of [0.5, 1, 2, 8, 24, 36, 48, 72, 168, 240, 720, 2160].map((n) => n * hour)) {
			const [minute = '', hours = '', days = ''] = restartSchedule(ttl).split(' ');
			const step = (text: string, unit: number) =>
				text.startsWith('*/') ? Number(text.slice(2)) * unit : undefined;
			// The longest time between two restarts.
			const between =
				step(days, day) ??
				(/^\d+$/.test(hours) ? day : undefined) ??
				step(hours, hour) ??
				(/^\d+$/.test(minute) ? hour : undefined) ??
				step(minute, 60) ??
				60;
			assert.ok(
				between <= ttl - renewBeforeHours(ttl) * hour,
				`${ttl / hour} h: ${between / hour} h`,
			);
		}
	});
});
